using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>The order of two numeric terms: less, equal, or otherwise greater.</summary>
internal sealed record TermOrder(
    NumberTerm Left,
    NumberTerm Right,
    int Less,
    int Same,
    int NotANumber,
    IReadOnlyDictionary<NumberTerm, NumberVariable> Leaves,
    SourceSpan Place)
{
    public TermOrder Mirrored(Solving.Circuit circuit) =>
        this with { Left = Right, Right = Left, Less = circuit.And(-Less, -Same) };

    public TermRange RangeOf(NumberTerm term) => TermRange.Of(term, leaf =>
    {
        var (low, high) = Leaves[leaf].Cell();
        return new TermRange(Leaves[leaf].Domain[low], Leaves[leaf].Domain[high]);
    });
}
