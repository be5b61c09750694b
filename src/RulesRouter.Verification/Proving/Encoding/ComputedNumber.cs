using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A term over several facts, treated as a number of its own; that it fits its operands is seen to while searching.</summary>
/// <param name="NotANumber">Its result is not a number although every operand is known.</param>
/// <param name="Leaves">Each distinct operand with its variable.</param>
internal sealed record ComputedNumber(NumberTerm Term, NumberVariable Number, int NotANumber, IReadOnlyDictionary<NumberTerm, NumberVariable> Leaves, SourceSpan Place)
{
    /// <summary>What the term can come to in the cells its operands are in now.</summary>
    public TermRange Range() => TermRange.Of(Term, leaf =>
    {
        var variable = Leaves[leaf];
        var (low, high) = variable.Cell();
        return new TermRange(variable.Domain[low], variable.Domain[high]);
    });
}
