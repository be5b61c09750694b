using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Tokens;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// Bounds on the costs of a call to one endpoint, over every request with lengths in given intervals: for counted and stated input, any
/// tier that the input may reach, any use of caches and any share of reasoning. US dollars; lengths are tokens as requests state them.
/// </summary>
internal sealed class CostBounds
{
    /// <summary>Longer inputs and outputs have no bound: no request is so long.</summary>
    private const double MaxTokens = 1e12;

    private readonly ImmutableArray<Tier> tiers;
    private readonly double tokenFactor;

    private CostBounds(Endpoint endpoint, ImmutableArray<Tier> tiers, double tokenFactor)
    {
        (this.tiers, this.tokenFactor) = (tiers, tokenFactor);
        LongestOutput = tiers.All(tier => tier.Rates.MaxOutput == 0)
            ? 0
            : Math.Min(endpoint.MaxOutputTokens ?? double.PositiveInfinity, endpoint.ContextTokens ?? double.PositiveInfinity);
    }

    /// <summary>Tokens of output that can change the worst case of a call whose request sets no cap; infinite if unknown.</summary>
    public double LongestOutput { get; }

    /// <summary>Null if a rate of some tier is unknown.</summary>
    public static CostBounds? Of(EndpointView view, int index)
    {
        var starts = view.RatesOf(index)?.Tiers.Select(tier => (double)tier.AboveInputTokens) ?? [];
        var factor = view.TokenFactors[index];
        ImmutableArray<Tier> tiers =
        [
            .. starts.Prepend(double.NegativeInfinity).Zip(view.TiersOf(index)).Select(pair => new Tier(pair.First, pair.Second)),
        ];
        return tiers.Any(tier => double.IsNaN(tier.Rates.Input) || double.IsNaN(tier.Rates.Output)) || double.IsNaN(factor)
            ? null
            : new CostBounds(view.Endpoints[index], tiers, factor);
    }

    /// <summary>The most that <see cref="Estimator.WorstCaseUsd(int)"/> can be.</summary>
    /// <param name="input">At most.</param>
    /// <param name="output">At most; the cap of the request or <see cref="LongestOutput"/>.</param>
    public double WorstCaseAtMost(double input, double output) => Most(input, output, tier => tier.Rates.WorstCostOf);

    /// <summary>The most that <see cref="Estimator.TokenCostUsd(int)"/> can be.</summary>
    /// <param name="input">At most.</param>
    /// <param name="output">Expected output at most, caps included.</param>
    public double TokenCostAtMost(double input, double output) => Most(input, output, tier => tier.Dearest.WorstCostOf);

    /// <summary>The least that either cost can be.</summary>
    /// <param name="input">At least.</param>
    public double AtLeast(double input)
    {
        var least = Math.Min(MaxTokens, Math.Min(input, Math.Ceiling(input * tokenFactor)));
        return tiers.Min(tier => tier.Cheapest.WorstCostOf(least, 0));
    }

    /// <summary>Equal texts mean equal bounds of one endpoint.</summary>
    public override string ToString() => $"{tokenFactor:R} {string.Join(' ', tiers.Select(tier => $"{tier.AboveInput:R} {tier.Rates}"))}";

    private double Most(double input, double output, Func<Tier, Func<double, double, double>> cost)
    {
        var longest = Math.Max(input, Math.Ceiling(input * (1 + TokenCount.Margin) * tokenFactor));
        return longest > MaxTokens || output > MaxTokens
            ? double.PositiveInfinity
            : tiers.Where(tier => longest > tier.AboveInput).Max(tier => cost(tier)(longest, output));
    }

    private sealed class Tier(double aboveInput, FlatRates rates)
    {
        public double AboveInput => aboveInput;

        public FlatRates Rates => rates;

        public FlatRates Dearest { get; } = Flat(Math.Max(rates.MaxInput, rates.CachedInput), rates.MaxOutput, rates.Fee);

        public FlatRates Cheapest { get; } = Flat(
            Math.Min(rates.Input, Math.Min(rates.CachedInput, rates.CacheWrite)),
            Math.Min(rates.Output, rates.Reasoning),
            rates.Fee);

        private static FlatRates Flat(double input, double output, double fee) => new(input, input, input, output, output, fee);
    }
}
