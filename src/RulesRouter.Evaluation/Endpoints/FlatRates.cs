using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Rates of one tier: NaN if unknown, with defaults for classes without a price of their own. Gives exactly what <see cref="CallCost"/>
/// gives.
/// </summary>
internal readonly record struct FlatRates(double Input, double CachedInput, double CacheWrite, double Output, double Reasoning, double Fee)
{
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

    private static bool Lacks(double tokens, double rate) => double.IsNaN(tokens) || (tokens != 0 && double.IsNaN(rate));
}
