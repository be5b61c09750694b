using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Cli.Rendering;

/// <summary>A request that violates a property, its decision, and the test case that reproduces it.</summary>
internal static class CounterexampleWriter
{
    /// <summary>The reasons that emptied the candidates come last, after those of the matched rules.</summary>
    private const int MaxReasons = 8;

    public static IEnumerable<string> Lines(Counterexample counterexample)
    {
        yield return counterexample.Broken;
        yield return $"request at {Timestamps.Format(counterexample.Witness.At)}: {WitnessWriter.Json(counterexample.Witness)}";
        if (counterexample.Decision is { } decision)
        {
            yield return decision.Chain.IsEmpty
                ? $"decision: denied, {(decision.Explanation.Reasons.Length > MaxReasons ? $"the last {MaxReasons} of {decision.Explanation.Reasons.Length} reasons: " : "")}{string.Join("; ", decision.Explanation.Reasons.TakeLast(MaxReasons))}"
                : $"decision: routed to {string.Join(", then ", decision.Chain.Select(hop => $"`{hop.Endpoint.Id}`"))}";
        }

        if (counterexample.TestCase.Length > 0)
        {
            yield return "as a test case:";
            foreach (var line in counterexample.TestCase.Split('\n'))
            {
                yield return line;
            }
        }
    }
}
