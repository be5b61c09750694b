using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Rendering;

/// <summary>A request that breaks a property, its decision, and the test case that would have caught it.</summary>
internal static class CounterexampleText
{
    /// <summary>What left nobody stands last, after a sentence for every rule that protects.</summary>
    private const int MostReasons = 8;

    public static IEnumerable<string> Lines(Counterexample counterexample)
    {
        yield return counterexample.Broken;
        yield return $"request at {WitnessText.Timestamp(counterexample.Witness.At)}: {WitnessText.Json(counterexample.Witness)}";
        if (counterexample.Decision is { } decision)
        {
            yield return decision.Chain.IsEmpty
                ? $"decision: denied, {(decision.Reasons.Length > MostReasons ? $"the last {MostReasons} of {decision.Reasons.Length} reasons: " : "")}{string.Join("; ", decision.Reasons.TakeLast(MostReasons))}"
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
