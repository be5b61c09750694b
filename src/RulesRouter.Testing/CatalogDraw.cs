using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Catalog;

namespace RulesRouter.Testing;

/// <summary>Draws changes of a catalog: endpoints removed, retired, repriced, or with unknown facts.</summary>
internal static class CatalogDraw
{
    private static readonly double[] Factors = [0.1, 0.5, 0.9, 1, 1.1, 2, 10];

    public static Gen<ModelCatalog> Of(ModelCatalog catalog) =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from calm in Gen.Choose(1, 20)
        select Altered(catalog, new Random(seed), calm);

    /// <param name="calm">Every Nth endpoint on average is altered.</param>
    private static ModelCatalog Altered(ModelCatalog catalog, Random random, int calm) => new(
        catalog.Providers,
        catalog.Models,
        [.. catalog.Endpoints.Select(endpoint => random.Next(calm) == 0 ? Altered(endpoint, random) : endpoint).OfType<Endpoint>()]);

    private static Endpoint? Altered(Endpoint endpoint, Random random) => random.Next(6) switch
    {
        0 => null,
        1 => endpoint with { RetiresOn = new DateOnly(2000, 1, 1) },
        2 => endpoint with { Compliance = ComplianceFacts.Unknown },
        3 => endpoint with { Latency = null },
        _ => endpoint with
        {
            Prices = endpoint.Prices is { } prices
                ? Scaled(prices, Factors[random.Next(Factors.Length)], Factors[random.Next(Factors.Length)])
                : null,
        },
    };

    private static PriceSchedule Scaled(PriceSchedule prices, double input, double output) => prices with
    {
        Periods =
        [
            .. prices.Periods.Select(
                period => period with
                {
                    Rates = Scaled(period.Rates, input, output) with
                    {
                        Tiers = [.. period.Rates.Tiers.Select(tier => tier with { Rates = Scaled(tier.Rates, input, output) })],
                    },
                }),
        ],
    };

    private static PriceRates Scaled(PriceRates rates, double input, double output) => rates with
    {
        Input = rates.Input * input,
        CachedInput = rates.CachedInput * input,
        CacheWrite = rates.CacheWrite * input,
        Output = rates.Output * output,
        Reasoning = rates.Reasoning * output,
    };
}
