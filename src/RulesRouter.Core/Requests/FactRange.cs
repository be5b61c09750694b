namespace RulesRouter.Requests;

/// <summary>The numbers that a fact can have, for proofs and drawn requests.</summary>
/// <param name="Max">At most 2^53 for integers, so that every one of them is a double.</param>
internal sealed record FactRange(NumberGrid Grid, double Min, double Max)
{
    /// <summary>Every finite double.</summary>
    public static FactRange Any { get; } = new(NumberGrid.Doubles, double.MinValue, double.MaxValue);

    /// <summary>0 to 1 in thousandths, like classifier scores.</summary>
    public static FactRange Score { get; } = new(NumberGrid.Thousandths, 0, 1);

    public static FactRange Whole(double min, double max = int.MaxValue) => new(NumberGrid.Whole, min, max);

    public static FactRange From(double min) => new(NumberGrid.Doubles, min, double.MaxValue);
}
