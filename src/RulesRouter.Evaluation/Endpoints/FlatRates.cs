using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Rates of one tier: NaN if unknown, with defaults for classes without a price of their own. Gives exactly what <see cref="CallCost"/>
/// gives.
/// </summary>
internal readonly record struct FlatRates(double Input, double CachedInput, double CacheWrite, double Output, double Reasoning, double Fee)
{
    /// <summary>
    /// Rates as whole millionths of a dollar, times whole tokens, are whole 1e-12 dollars: below this sum they are exact in doubles.
    /// </summary>
    public const double MaxWhole = 9_007_199_254_740_992;

    public const double WholeUsd = 1e12;
    private const decimal PerToken = 0.000001m;

    public static FlatRates Unknown { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0);

    /// <summary>Neither input nor output has a known rate.</summary>
    public bool IsUnknown => double.IsNaN(Input) && double.IsNaN(Output);

    /// <summary>The dearest rate of an input token: the provider may write all of it to its cache.</summary>
    public double MaxInput => Math.Max(Input, CacheWrite);

    /// <summary>The dearest rate of an output token: all of it may be reasoning.</summary>
    public double MaxOutput => Math.Max(Output, Reasoning);

    private decimal ExactInput { get; } = Usd.Exact(Input);

    private decimal ExactCachedInput { get; } = Usd.Exact(CachedInput);

    private decimal ExactCacheWrite { get; } = Usd.Exact(CacheWrite);

    private decimal ExactOutput { get; } = Usd.Exact(Output);

    private decimal ExactReasoning { get; } = Usd.Exact(Reasoning);

    private decimal ExactFee { get; } = Usd.Exact(Fee);

    /// <summary>The rate in whole millionths of a dollar; NaN if it is unknown or has further decimals.</summary>
    public double WholeInput { get; } = Whole(Input, 1e6);

    public double WholeCachedInput { get; } = Whole(CachedInput, 1e6);

    public double WholeCacheWrite { get; } = Whole(CacheWrite, 1e6);

    public double WholeOutput { get; } = Whole(Output, 1e6);

    public double WholeReasoning { get; } = Whole(Reasoning, 1e6);

    /// <summary>In whole 1e-12 dollars; NaN if it has further decimals.</summary>
    public double WholeFee { get; } = Whole(Fee, WholeUsd);

    /// <param name="rates">Of one tier.</param>
    /// <param name="perRequest">The fee per request of the schedule; tiers have none.</param>
    public static FlatRates Of(PriceRates rates, double? perRequest) => new(
        rates.Input ?? double.NaN,
        rates.CachedInput ?? rates.Input ?? double.NaN,
        rates.CacheWrite ?? rates.Input ?? double.NaN,
        rates.Output ?? double.NaN,
        rates.Reasoning ?? rates.Output ?? double.NaN,
        perRequest > 0 ? perRequest.Value : 0);

    /// <summary>US dollars; NaN if a rate that the call needs is unknown, or if no rate is known.</summary>
    public double CostOf(TokenUsage usage)
    {
        var fresh = Math.Max(0, usage.Input - usage.CachedInput - usage.CacheWrite);
        var answer = Math.Max(0, usage.Output - usage.Reasoning);
        var whole = WholeFee + (WholeInput * fresh) + (WholeCachedInput * usage.CachedInput) + (WholeCacheWrite * usage.CacheWrite)
            + (WholeOutput * answer) + (WholeReasoning * usage.Reasoning);
        if (whole < MaxWhole && usage.IsWhole)
        {
            return whole / WholeUsd;
        }

        if (IsUnknown
            || Lacks(fresh, Input)
            || Lacks(usage.CachedInput, CachedInput)
            || Lacks(usage.CacheWrite, CacheWrite)
            || Lacks(answer, Output)
            || Lacks(usage.Reasoning, Reasoning))
        {
            return double.NaN;
        }

        return (double)(ExactFee + (PerToken * ((ExactInput * (decimal)fresh)
            + (ExactCachedInput * (decimal)usage.CachedInput)
            + (ExactCacheWrite * (decimal)usage.CacheWrite)
            + (ExactOutput * (decimal)answer)
            + (ExactReasoning * (decimal)usage.Reasoning))));
    }

    /// <summary>
    /// US dollars at the dearest rates, without cache discounts; the length of an output that costs nothing may be unknown.
    /// </summary>
    public double WorstCostOf(double input, double output)
    {
        var priced = MaxOutput == 0 ? 0 : output;
        return CostOf(new TokenUsage(input, 0, CacheWrite > Input ? input : 0, priced, Reasoning > Output ? priced : 0));
    }

    private static double Whole(double rate, double units)
    {
        var exact = (double)Usd.Exact(rate) * units;
        return double.IsNaN(rate) || exact > MaxWhole || Usd.Exact(rate) * (decimal)units % 1 != 0 ? double.NaN : Math.Round(exact);
    }

    private static bool Lacks(double tokens, double rate) => double.IsNaN(tokens) || (tokens != 0 && double.IsNaN(rate));
}
