using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// The cost of one call at given rates. Cached input and cache writes are charged as input, and reasoning as output, if they have no
/// price of their own; <see cref="CostLine.Note"/> states it.
/// </summary>
/// <param name="Lines">The charged classes, in the order of <see cref="PriceClass"/>; classes without tokens are left out.</param>
/// <param name="TotalUsd">US dollars; null if a rate that the call needs is unknown.</param>
internal sealed record CallCost(ImmutableArray<CostLine> Lines, double? TotalUsd)
{
    /// <param name="rates">The rates in force at the time of the call; null is unknown.</param>
    public static CallCost Of(PriceRates? rates, TokenUsage usage)
    {
        var split = Split(rates, usage);
        CostLine[] lines = [split.Input, split.Cached, split.Write, split.Output, split.Reasoning, split.Fee];
        return new CallCost([.. lines.Where(line => line.Quantity > 0)], split.TotalUsd);
    }

    /// <summary>The total alone, without allocation.</summary>
    public static double? TotalOf(PriceRates? rates, TokenUsage usage) => Split(rates, usage).TotalUsd;

    private static Parts Split(PriceRates? rates, TokenUsage usage)
    {
        var tier = rates?.ForInput(usage.Input);
        var plainInput = Math.Max(0, usage.Input - usage.CachedInput - usage.CacheWrite);
        var answer = Math.Max(0, usage.Output - usage.Reasoning);
        return new Parts(
            new CostLine(PriceClass.Input, plainInput, PriceClass.Input, tier?.Input),
            Line(PriceClass.CachedInput, usage.CachedInput, tier?.CachedInput, PriceClass.Input, tier?.Input),
            Line(PriceClass.CacheWrite, usage.CacheWrite, tier?.CacheWrite, PriceClass.Input, tier?.Input),
            new CostLine(PriceClass.Output, answer, PriceClass.Output, tier?.Output),
            Line(PriceClass.Reasoning, usage.Reasoning, tier?.Reasoning, PriceClass.Output, tier?.Output),
            new CostLine(PriceClass.PerRequest, rates?.PerRequest > 0 ? 1 : 0, PriceClass.PerRequest, rates?.PerRequest));
    }

    private static CostLine Line(PriceClass charged, double tokens, double? own, PriceClass fallback, double? other) =>
        own is null && other is not null ? new CostLine(charged, tokens, fallback, other) : new CostLine(charged, tokens, charged, own);

    private readonly record struct Parts(
        CostLine Input, CostLine Cached, CostLine Write, CostLine Output, CostLine Reasoning, CostLine Fee)
    {
        /// <summary>A call without tokens does not make an unknown price zero.</summary>
        public double? TotalUsd => Input.Rate is null && Output.Rate is null ? null
            : (double?)(Input.Exact + Cached.Exact + Write.Exact + Output.Exact + Reasoning.Exact + Fee.Exact);
    }
}
