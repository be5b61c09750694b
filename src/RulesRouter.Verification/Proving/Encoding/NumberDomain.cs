using RulesRouter.Requests;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>
/// The possible numbers of a fact in order: integers, thousandths, or all doubles. Each has an index; neighbours differ by one index.
/// </summary>
internal sealed record NumberDomain
{
    private const double Scale = 1000;

    private readonly NumberGrid grid;

    private NumberDomain(NumberGrid grid, double least, double most)
    {
        this.grid = grid;
        (First, Last) = (AtMost(least, long.MinValue, long.MaxValue), AtMost(most, long.MinValue, long.MaxValue));
    }

    /// <summary>Every finite double.</summary>
    public static NumberDomain Any { get; } = Of(FactRange.Any);

    /// <summary>Results of arithmetic, with infinities.</summary>
    public static NumberDomain Result { get; } = new(NumberGrid.Doubles, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The index of the smallest number.</summary>
    public long First { get; }

    /// <summary>The index of the largest number.</summary>
    public long Last { get; }

    public static NumberDomain Of(FactRange range) => new(range.Grid, range.Min, range.Max);

    public double this[long index] => grid switch
    {
        NumberGrid.Whole => index,
        NumberGrid.Thousandths => index / Scale,
        NumberGrid.Doubles => BitConverter.Int64BitsToDouble(index >= 0 ? index : long.MinValue - index),
    };

    /// <summary>
    /// The index of the largest number that is at most <paramref name="bound"/>; <see cref="First"/> − 1 if there is none.
    /// </summary>
    public long AtMost(double bound) => AtMost(bound, First, Last);

    /// <summary>The index of the largest number below <paramref name="bound"/>.</summary>
    public long Below(double bound)
    {
        var index = AtMost(bound);
        return index >= First && this[index] == bound ? index - 1 : index;
    }

    private long AtMost(double bound, long least, long most)
    {
        var index = grid switch
        {
            NumberGrid.Doubles => Ordered(bound),
            NumberGrid.Whole => Whole(Math.Floor(bound)),
            NumberGrid.Thousandths => Whole(Math.Floor(bound * Scale)),
        };
        if (grid == NumberGrid.Thousandths && index is > long.MinValue and < long.MaxValue)
        {
            index += this[index + 1] <= bound ? 1 : this[index] > bound ? -1 : 0;
        }

        return index < least ? least - 1 : Math.Min(index, most);
    }

    private static long Whole(double floor) =>
        floor <= long.MinValue ? long.MinValue + 1 : floor >= long.MaxValue ? long.MaxValue - 1 : (long)floor;

    private static long Ordered(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }
}
