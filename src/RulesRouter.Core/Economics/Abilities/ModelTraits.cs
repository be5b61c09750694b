using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Economics.Abilities;

/// <summary>Facts of the catalog about a model, apart from its scores.</summary>
/// <param name="Years">Of its release, from 1 June 2025; null if unknown.</param>
/// <param name="Price">
/// Natural logarithm of its vendor's list price over one dollar per million tokens, at three tokens in for one out, at most that of
/// <see cref="HighestPrice"/>; null if unknown.
/// </param>
/// <param name="Size">
/// Natural logarithm of the size that its name states over that of a model of one dollar; null if it states none, or the price is known.
/// </param>
/// <param name="Family">Null if unknown.</param>
/// <param name="Vendor">Null if unknown.</param>
internal sealed record ModelTraits(double? Years, double? Price, double? Size, string? Family, string? Vendor)
{
    /// <summary>The place of the model that it is a form or an alias of (<see cref="ServedForm"/>); else its own.</summary>
    public int Root { get; init; }

    /// <summary>A form, and no alias, of the model at <see cref="Root"/>.</summary>
    public bool IsForm { get; init; }

    /// <summary>Neither price nor size is known, and its name marks the smaller of a vendor's models.</summary>
    public bool IsSmall { get; init; }

    /// <summary>What is taken for its price: an estimate where the name alone says that it is small; 0 if nothing is known.</summary>
    public double PriceOrMark => Price ?? (IsSmall ? PriceOfSmall : 0);

    /// <summary>The share of the variance of an unknown price that is left: a size says part of what a price says.</summary>
    public double Unpriced => Price is not null ? 0 : Size is not null ? 0.3 : 1;

    /// <summary>US dollars per million tokens. Hardly a dearer model has scores, so a still higher price says nothing more.</summary>
    private const double HighestPrice = 20;

    /// <summary>
    /// Billions of parameters. In the shipped catalog ln(list price) is −3.06 + 0.90 · ln(size), by least squares over the 29 models that
    /// state both: a model of this size has a price of one dollar.
    /// </summary>
    private const double SizeOfOneDollar = 30;

    /// <summary>Billions of parameters. Hardly a larger model has scores either.</summary>
    private const double HighestSize = 100;

    /// <summary>Mean ln(list price) of the models of the shipped catalog whose name marks a small one.</summary>
    private const double PriceOfSmall = -0.4;

    private const double DaysPerYear = 365.25;
    private static readonly DateOnly Origin = new(2025, 6, 1);

    /// <summary>0 if it can reason before it answers, −1 if not, −1/2 if that is unknown.</summary>
    public double Reasoning { get; init; } = -0.5;

    /// <summary>In the order of models. A form has the traits of its model.</summary>
    /// <param name="reasoning">By id, whether a model reasons before it answers; models are missing where it is unknown.</param>
    public static ImmutableArray<ModelTraits> Of(ImmutableArray<Model> models, IReadOnlyDictionary<string, bool> reasoning) =>
        [
            .. ServedForm.RootsOf(models).Select((root, place) => Of(models[root], reasoning) with
        {
            Root = root,
            IsForm = root != place && models[place].AliasOf.IsEmpty,
        }),
    ];

    /// <summary>Of the models of a catalog, in its order.</summary>
    public static ImmutableArray<ModelTraits> Of(ModelCatalog catalog) => Of(catalog.Models, ReasoningOf(catalog));

    /// <summary>A model reasons if one of its endpoints can.</summary>
    public static IReadOnlyDictionary<string, bool> ReasoningOf(ModelCatalog catalog) => catalog.Endpoints
        .Where(endpoint => endpoint.Capabilities.Reasoning is not null)
        .GroupBy(endpoint => endpoint.Model.Id, StringComparer.Ordinal)
        .ToDictionary(model => model.Key, model => model.Any(endpoint => endpoint.Capabilities.Reasoning == true), StringComparer.Ordinal);

    private static ModelTraits Of(Model model, IReadOnlyDictionary<string, bool> reasoning)
    {
        var price = PriceOf(model);
        var size = price is null ? ModelSize.Of(model.Id) ?? ModelSize.Of(model.Name) : null;
        return new ModelTraits(
            model.ReleasedOn is { } day ? (day.DayNumber - Origin.DayNumber) / DaysPerYear : null,
            price,
            size is { } billions ? Math.Log(Math.Min(HighestSize, billions) / SizeOfOneDollar) : null,
            model.Family,
            model.Vendor)
        {
            IsSmall = price is null && size is null && ModelSize.IsMarkedSmall(model.Id),
            Reasoning = reasoning.TryGetValue(model.Id, out var reasons) ? (reasons ? 0 : -1) : -0.5,
        };
    }

    private static double? PriceOf(Model model) => model.ListPrice is { } price && price.Input + price.Output > 0
        ? Math.Log(Math.Min(HighestPrice, ((3 * price.Input) + price.Output) / 4))
        : null;
}
