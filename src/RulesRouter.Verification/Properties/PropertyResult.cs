using RulesRouter.Source;

namespace RulesRouter.Verification.Properties;

/// <summary>What came of trying a property on many requests. Passing proves nothing.</summary>
/// <param name="Name">The author's sentence, or the universal property's.</param>
/// <param name="Source"><c>drawn at random</c>, or the log the requests are from.</param>
/// <param name="Tried">How many requests were decided.</param>
/// <param name="Met">How many of them the property speaks of.</param>
public sealed record PropertyResult(string Policy, string Name, SourceSpan Place, string Source, long Tried, long Met, Counterexample? Counterexample)
{
    public bool Passed => Counterexample is null;
}
