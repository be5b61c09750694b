
namespace RulesRouter.Catalog;

/// <summary>One line of a call's cost.</summary>
/// <param name="Charged">The charged class.</param>
/// <param name="Quantity">Tokens, or 1 for the fee per call.</param>
/// <param name="RateOf">The class whose rate is used: another one if this class has no rate of its own.</param>
/// <param name="Rate">US dollars per million tokens, or per call for the fee; null if unknown.</param>
internal readonly record struct CostLine(PriceClass Charged, double Quantity, PriceClass RateOf, double? Rate)
{
    public bool IsFallback => Charged != RateOf;

    /// <summary>US dollars; 0 if there is nothing to charge, null if the rate is unknown.</summary>
    public double? Usd => (double?)Exact;

    /// <summary>The same before rounding to a double.</summary>
    internal decimal? Exact => Quantity == 0 ? 0
        : Rate is { } rate ? Catalog.Usd.Exact(rate) * (decimal)Quantity * (Charged == PriceClass.PerRequest ? 1 : 0.000001m)
        : null;

    /// <summary>Why the rate of another class is used, or empty.</summary>
    public string Note => IsFallback ? $"no price of its own, charged as {NameOf(RateOf)}" : "";

    public static string NameOf(PriceClass price) => price switch
    {
        PriceClass.Input => "input",
        PriceClass.CachedInput => "cached input",
        PriceClass.CacheWrite => "cache write",
        PriceClass.Output => "output",
        PriceClass.Reasoning => "reasoning",
        PriceClass.PerRequest => "per request",
    };
}
