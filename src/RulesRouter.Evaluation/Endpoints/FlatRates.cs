using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Rates of one tier: NaN if unknown, with defaults for classes without a price of their own. Gives exactly what <see cref="CallCost"/>
/// gives for calls without cache writes and reasoning.
/// </summary>
internal readonly record struct FlatRates(double Input, double CachedInput, double Output, double Fee)
{
    private const decimal PerToken = 0.000001m;

    public static FlatRates Unknown { get; } = new(double.NaN, double.NaN, double.NaN, 0);

    private decimal ExactInput { get; } = Usd.Exact(Input);

    private decimal ExactCachedInput { get; } = Usd.Exact(CachedInput);

    private decimal ExactOutput { get; } = Usd.Exact(Output);

    private decimal ExactFee { get; } = Usd.Exact(Fee);

    /// <param name="rates">Of one tier.</param>
    /// <param name="perRequest">The fee per request of the schedule; tiers have none.</param>
    public static FlatRates Of(PriceRates rates, double? perRequest) => new(
        rates.Input ?? double.NaN,
        rates.CachedInput ?? rates.Input ?? double.NaN,
        rates.Output ?? double.NaN,
        perRequest > 0 ? perRequest.Value : 0);

    /// <summary>US dollars; NaN if a rate that the call needs is unknown, or if no rate is known.</summary>
    public double CostOf(double input, double cachedInput, double output)
    {
        var fresh = Math.Max(0, input - cachedInput);
        if ((double.IsNaN(Input) && double.IsNaN(Output))
            || IsUnknown(fresh, Input)
            || IsUnknown(cachedInput, CachedInput)
            || IsUnknown(output, Output))
        {
            return double.NaN;
        }

        return (double)(ExactFee + (PerToken * ((ExactInput * (decimal)fresh)
            + (ExactCachedInput * (decimal)cachedInput)
            + (ExactOutput * (decimal)output))));
    }

    private static bool IsUnknown(double tokens, double rate) => double.IsNaN(tokens) || (tokens != 0 && double.IsNaN(rate));
}
