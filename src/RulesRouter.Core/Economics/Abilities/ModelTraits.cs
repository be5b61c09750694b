using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Economics.Abilities;

/// <summary>Facts of the catalog about a model, apart from its scores.</summary>
/// <param name="Years">Of its release, from 1 June 2025; null if unknown.</param>
/// <param name="Price">
/// Natural logarithm of its vendor's list price over one dollar per million tokens, at three tokens in for one out, at most that of
/// <see cref="HighestPrice"/>; null if unknown.
/// </param>
/// <param name="Family">Null if unknown.</param>
/// <param name="Vendor">Null if unknown.</param>
internal sealed record ModelTraits(double? Years, double? Price, string? Family, string? Vendor)
{
    /// <summary>US dollars per million tokens. Hardly a dearer model has scores, so a still higher price says nothing more.</summary>
    private const double HighestPrice = 20;

    private const double DaysPerYear = 365.25;
    private static readonly DateOnly Origin = new(2025, 6, 1);

    public static ImmutableArray<ModelTraits> Of(ImmutableArray<Model> models) => [.. models.Select(Of)];

    private static ModelTraits Of(Model model) => new(
        model.ReleasedOn is { } day ? (day.DayNumber - Origin.DayNumber) / DaysPerYear : null,
        model.ListPrice is { } price && price.Input + price.Output > 0
            ? Math.Log(Math.Min(HighestPrice, ((3 * price.Input) + price.Output) / 4))
            : null,
        model.Family,
        model.Vendor);
}
