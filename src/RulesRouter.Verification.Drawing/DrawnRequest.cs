using System.Collections.Immutable;
using RulesRouter.Requests;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Drawing;

/// <summary>A random request with its facts, which shrinking uses.</summary>
/// <param name="Facts">By name; other facts have their defaults.</param>
/// <param name="Witness">The request with state and time.</param>
internal sealed record DrawnRequest(ImmutableSortedDictionary<string, FactValue> Facts, Witness Witness)
{
    public override string ToString() => WitnessWriter.Json(Witness);
}
