using RulesRouter.Source;

namespace RulesRouter.Verification.Properties;

/// <summary>The result of checking a property on sample requests. Passing is not a proof.</summary>
/// <param name="Name">The name that the author gave it, or the name of the properties of every policy.</param>
/// <param name="Source"><c>drawn at random</c>, or the log the requests are from.</param>
/// <param name="Tried">Number of requests decided.</param>
/// <param name="Met">How many of them satisfy `forAll`.</param>
internal sealed record PropertyResult(
    string Policy,
    string Name,
    SourceSpan Place,
    string Source,
    long Tried,
    long Met,
    Counterexample? Counterexample)
{
    public bool Passed => Counterexample is null;
}
