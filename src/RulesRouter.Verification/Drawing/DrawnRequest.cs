using System.Collections.Immutable;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Drawing;

/// <summary>A request drawn at random, with the facts it was made from, so that it can be made smaller.</summary>
/// <param name="Facts">By name; what is not named is left to defaults.</param>
/// <param name="Witness">The request with its circumstances.</param>
public sealed record DrawnRequest(ImmutableSortedDictionary<string, FactValue> Facts, Witness Witness)
{
    public override string ToString() => Suites.WitnessText.Json(Witness);
}
