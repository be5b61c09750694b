using System.Collections.Immutable;
using Jint;
using Jint.Native;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>An endpoint as a ranking script sees it: plain values, <c>null</c> if unknown.</summary>
internal static class ScriptEndpoint
{
    private static readonly ImmutableArray<(ScriptEndpointField Field, Func<Candidate, PriceRates?, HopEstimate, JsValue> Read)> Table =
    [
        Text("id", "`provider/model`, with `#region.tier` where the catalog has several", it => it.Endpoint.Id),
        Text("provider", "id of the provider", it => it.Endpoint.Provider.Id),
        Text("model", "id of the model", it => it.Endpoint.Model.Id),
        Text("region", "region of the endpoint", it => it.Endpoint.Region),
        Text("serviceTier", "`standard` if the catalog has none", it => it.Endpoint.ServiceTier ?? "standard"),
        Number("contextTokens", "size of the context window", (it, _, _) => it.Endpoint.ContextTokens),
        Number("maxOutputTokens", "maximum output tokens", (it, _, _) => it.Endpoint.MaxOutputTokens),
        Number("inputPerMTok", "current price in US dollars per million input tokens", (_, rates, _) => rates?.Input),
        Number("outputPerMTok", "current price in US dollars per million output tokens", (_, rates, _) => rates?.Output),
        Number("tokenCostUsd", "expected token cost of this request in US dollars", (_, _, estimate) => estimate.TokenCostUsd),
        Number(
            "worstCaseUsd",
            "cost of this request in US dollars without cache at maximum output",
            (_, _, estimate) => estimate.WorstCaseUsd),
        Number("latencyP50Ms", "median latency of the complete answer in milliseconds", (_, _, estimate) => estimate.LatencyP50Ms),
        Number("latencyP99Ms", "99th percentile latency of the complete answer in milliseconds", (_, _, estimate) => estimate.LatencyP99Ms),
        Number("ttftP99Ms", "99th percentile time to the first token in milliseconds", (_, _, estimate) => estimate.TtftP99Ms),
        Number(
            "quality",
            "success probability at the task's reference difficulty, at a cautious quantile of the ability, 0 to 1",
            (_, _, estimate) => estimate.Quality),
    ];

    public static ImmutableArray<ScriptEndpointField> Fields { get; } = [.. Table.Select(row => row.Field)];

    internal static JsObject Of(Candidate candidate, Engine engine)
    {
        var (rates, estimate) = (candidate.Rates, candidate.Estimate);
        var seen = new JsObject(engine);
        foreach (var (field, read) in Table)
        {
            seen.Set(field.Name, read(candidate, rates, estimate));
        }

        return seen;
    }

    private static (
        ScriptEndpointField,
        Func<Candidate,
        PriceRates?,
        HopEstimate,
        JsValue>) Text(string name, string description, Func<Candidate, string?> read) =>
        (new ScriptEndpointField(name, "text", description), (it, _, _) => read(it) is { } text ? new JsString(text) : JsValue.Null);

    private static (ScriptEndpointField, Func<Candidate, PriceRates?, HopEstimate, JsValue>) Number(
        string name,
        string description,
        Func<Candidate,
        PriceRates?,
        HopEstimate,
        double?> read) =>
        (
            new ScriptEndpointField(name, "number", description),
            (it, rates, estimate) => read(it, rates, estimate) is { } number ? JsNumber.Create(number) : JsValue.Null);
}
