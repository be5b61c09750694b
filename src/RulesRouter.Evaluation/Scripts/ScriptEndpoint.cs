using System.Collections.Immutable;
using Jint;
using Jint.Native;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>An endpoint as a script that ranks sees it: plain values, <c>null</c> where something is unknown.</summary>
public static class ScriptEndpoint
{
    private static readonly ImmutableArray<(ScriptEndpointField Field, Func<Candidate, PriceRates?, HopEstimate, JsValue> Read)> Table =
    [
        Text("id", "`provider/model`, with `#region.tier` where the catalog has several", it => it.Endpoint.Id),
        Text("provider", "id of who serves it", it => it.Endpoint.Provider.Id),
        Text("model", "id of the model", it => it.Endpoint.Model.Id),
        Text("region", "of the endpoint itself", it => it.Endpoint.Region),
        Text("serviceTier", "`standard` where the catalog names none", it => it.Endpoint.ServiceTier ?? "standard"),
        Number("contextTokens", "size of the context window", (it, _, _) => it.Endpoint.ContextTokens),
        Number("maxOutputTokens", "the longest answer it gives", (it, _, _) => it.Endpoint.MaxOutputTokens),
        Number("inputPerMTok", "US dollars per million tokens of input, in force now", (_, rates, _) => rates?.Input),
        Number("outputPerMTok", "US dollars per million tokens of output, in force now", (_, rates, _) => rates?.Output),
        Number("tokenCostUsd", "US dollars of this request at its expected length", (_, _, estimate) => estimate.TokenCostUsd),
        Number("worstCaseUsd", "US dollars of this request without any cache at the longest answer", (_, _, estimate) => estimate.WorstCaseUsd),
        Number("latencyP50Ms", "milliseconds of the whole answer for half of the calls", (_, _, estimate) => estimate.LatencyP50Ms),
        Number("latencyP99Ms", "milliseconds within which 99 of 100 calls answer", (_, _, estimate) => estimate.LatencyP99Ms),
        Number("ttftP99Ms", "milliseconds to the first token for 99 of 100 calls", (_, _, estimate) => estimate.TtftP99Ms),
        Number("quality", "mean in 0 to 1 of the catalog's figures for the request's task", (_, _, estimate) => estimate.Quality),
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

    private static (ScriptEndpointField, Func<Candidate, PriceRates?, HopEstimate, JsValue>) Text(string name, string description, Func<Candidate, string?> read) =>
        (new ScriptEndpointField(name, "text", description), (it, _, _) => read(it) is { } text ? new JsString(text) : JsValue.Null);

    private static (ScriptEndpointField, Func<Candidate, PriceRates?, HopEstimate, JsValue>) Number(string name, string description, Func<Candidate, PriceRates?, HopEstimate, double?> read) =>
        (new ScriptEndpointField(name, "number", description), (it, rates, estimate) => read(it, rates, estimate) is { } number ? JsNumber.Create(number) : JsValue.Null);
}
