using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Rates of one tier: NaN if unknown, with defaults for classes without a price of their own. Gives exactly what <see cref="CallCost"/>
/// gives for calls without cache writes and reasoning.
/// </summary>
internal readonly record struct FlatRates(double Input, double CachedInput, double Output, double Fee)
{
    public static FlatRates Unknown { get; } = new(double.NaN, double.NaN, double.NaN, 0);

    /// <param name="rates">Of one tier.</param>
    /// <param name="perRequest">The fee per request of the schedule; tiers have none.</param>
    public static FlatRates Of(PriceRates rates, double? perRequest) => new(
        rates.Input ?? double.NaN,
        rates.CachedInput ?? rates.Input ?? double.NaN,
        rates.Output ?? double.NaN,
        perRequest > 0 ? perRequest.Value : 0);

    /// <summary>US dollars; NaN if a rate that the call needs is unknown, or if no rate is known.</summary>
    public double CostOf(double input, double cachedInput, double output) => double.IsNaN(Input) && double.IsNaN(Output)
        ? double.NaN
        : Part(Math.Max(0, input - cachedInput), Input) + Part(cachedInput, CachedInput) + Part(output, Output) + Fee;

    private static double Part(double tokens, double rate) => tokens == 0 ? 0 : rate * tokens / 1_000_000;
}
