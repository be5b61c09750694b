using Jint;
using Jint.Native;
using RulesRouter.Evaluation.Selecting;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>An endpoint as a script that ranks sees it: plain values, <c>null</c> where something is unknown.</summary>
internal static class ScriptEndpoint
{
    public static JsObject Of(Candidate candidate, Engine engine)
    {
        var (endpoint, rates, estimate) = (candidate.Endpoint, candidate.Rates, candidate.Estimate);
        var seen = new JsObject(engine);
        Set("id", (string)endpoint.Id);
        Set("provider", endpoint.Provider.Id);
        Set("model", endpoint.Model.Id);
        Set("region", endpoint.Region);
        Set("serviceTier", endpoint.ServiceTier ?? "standard");
        SetNumber("contextTokens", endpoint.ContextTokens);
        SetNumber("maxOutputTokens", endpoint.MaxOutputTokens);
        SetNumber("inputPerMTok", rates?.Input);
        SetNumber("outputPerMTok", rates?.Output);
        SetNumber("tokenCostUsd", estimate.TokenCostUsd);
        SetNumber("worstCaseUsd", estimate.WorstCaseUsd);
        SetNumber("latencyP50Ms", estimate.LatencyP50Ms);
        SetNumber("latencyP99Ms", estimate.LatencyP99Ms);
        SetNumber("ttftP99Ms", estimate.TtftP99Ms);
        SetNumber("quality", estimate.Quality);
        return seen;

        void Set(string name, string? text) => seen.Set(name, text is null ? JsValue.Null : new JsString(text));

        void SetNumber(string name, double? number) => seen.Set(name, number is { } known ? JsNumber.Create(known) : JsValue.Null);
    }
}
