using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>A term over several facts as a variable of its own; the search keeps it consistent with its operands.</summary>
/// <param name="NotANumber">Literal that the result is NaN although every operand is known.</param>
/// <param name="Leaves">Each distinct operand with its variable.</param>
internal sealed record ComputedNumber(
    NumberTerm Term,
    NumberVariable Number,
    int NotANumber,
    IReadOnlyDictionary<NumberTerm,
    NumberVariable> Leaves,
    SourceSpan Place)
{
    /// <summary>Range of the term in the present cells of its operands.</summary>
    public TermRange Range() => TermRange.Of(Term, leaf =>
    {
        var variable = Leaves[leaf];
        var (low, high) = variable.Cell();
        return new TermRange(variable.Domain[low], variable.Domain[high]);
    });
}
