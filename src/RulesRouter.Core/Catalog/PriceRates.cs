using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// What a call costs, in US dollars per million tokens. Null is unknown; 0 is free, which an endpoint must declare.
/// <see cref="PerRequest"/> is dollars per call; null is no fee.
/// </summary>
public sealed record PriceRates
{
    /// <summary>Input tokens.</summary>
    public double? Input { get; init; }

    /// <summary>Input that the provider reads from its cache.</summary>
    public double? CachedInput { get; init; }

    /// <summary>Input that the provider stores in its cache.</summary>
    public double? CacheWrite { get; init; }

    /// <summary>Output tokens.</summary>
    public double? Output { get; init; }

    /// <summary>Reasoning tokens, if they are priced differently from the answer.</summary>
    public double? Reasoning { get; init; }

    /// <summary>US dollars per call, whatever its length.</summary>
    public double? PerRequest { get; init; }

    /// <summary>By threshold, ascending.</summary>
    public ImmutableArray<PriceTier> Tiers { get; init; } = [];

    /// <summary>
    /// The rates for a call with a number of input tokens (including cached ones): those of the highest tier whose threshold it exceeds,
    /// for all of its tokens. The fee per call stays.
    /// </summary>
    public PriceRates ForInput(double inputTokens)
    {
        for (var index = Tiers.Length - 1; index >= 0; index--)
        {
            if (inputTokens > Tiers[index].AboveInputTokens)
            {
                return Tiers[index].Rates;
            }
        }

        return this;
    }
}
