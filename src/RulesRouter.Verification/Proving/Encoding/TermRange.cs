using System.Diagnostics;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>
/// Minimum and maximum of a term, computed as the evaluator computes it. Each operation on doubles, with rounding, is monotonic in each
/// operand, so its extremes are at the extremes of its operands. NaN: the term may be unknown.
/// </summary>
internal readonly record struct TermRange(double Low, double High)
{
    public bool IsKnown => !double.IsNaN(Low) && !double.IsNaN(High);

    public static TermRange Of(NumberTerm term, Func<NumberTerm, TermRange> leaf) => term switch
    {
        NumberTerm.Literal literal => new(literal.Value, literal.Value),
        NumberTerm.Arithmetic arithmetic => Combine(Of(arithmetic.Left, leaf), arithmetic.Operator, Of(arithmetic.Right, leaf)),
        NumberTerm.Fact or NumberTerm.Script or NumberTerm.Length => leaf(term),
        _ => throw new UnreachableException(),
    };

    /// <summary>The operands of a term that are facts, scripts or lengths, with repetitions.</summary>
    public static IEnumerable<NumberTerm> Leaves(NumberTerm term) => term switch
    {
        NumberTerm.Literal => [],
        NumberTerm.Arithmetic arithmetic => Leaves(arithmetic.Left).Concat(Leaves(arithmetic.Right)),
        NumberTerm.Fact or NumberTerm.Script or NumberTerm.Length => [term],
        _ => throw new UnreachableException(),
    };

    private static TermRange Combine(TermRange left, ArithmeticOperator @operator, TermRange right) =>
        !left.IsKnown || !right.IsKnown ? Unknown : @operator switch
        {
            ArithmeticOperator.Add => Opposed(left.High, right.Low) || Opposed(left.Low, right.High)
                ? Unknown
                : new(left.Low + right.Low, left.High + right.High),
            ArithmeticOperator.Subtract => Opposed(left.High, -right.High) || Opposed(left.Low, -right.Low)
                ? Unknown
                : new(left.Low - right.High, left.High - right.Low),
            ArithmeticOperator.Multiply => (left.IsInfinite && right.HoldsZero) || (right.IsInfinite && left.HoldsZero)
                ? Unknown
                : Spanning(left.Low * right.Low, left.Low * right.High, left.High * right.Low, left.High * right.High),
            ArithmeticOperator.Divide =>
                Spanning(left.Low / right.Low, left.Low / right.High, left.High / right.Low, left.High / right.High),
        };

    private static TermRange Unknown => new(double.NaN, double.NaN);

    private bool IsInfinite => double.IsInfinity(Low) || double.IsInfinity(High);

    private bool HoldsZero => Low <= 0 && High >= 0;

    /// <summary>Infinities of different sign: their sum is NaN.</summary>
    private static bool Opposed(double left, double right) => double.IsInfinity(left) && double.IsInfinity(right) && left != right;

    private static TermRange Spanning(params ReadOnlySpan<double> corners)
    {
        var (low, high) = (corners[0], corners[0]);
        foreach (var corner in corners)
        {
            (low, high) = (Math.Min(low, corner), Math.Max(high, corner));
        }

        return new(low, high);
    }
}
