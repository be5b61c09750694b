using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RulesRouter.Catalog;

namespace RulesRouter.Economics.Abilities;

/// <summary>
/// The ability of every model of a catalog at every task, from all published scores together. Fitted on first use and cached. Thread-safe.
/// </summary>
internal sealed class ModelAbilities
{
    private static readonly ConditionalWeakTable<ModelCatalog, ModelAbilities> OfCatalogs = [];

    private readonly ImmutableArray<Model> models;
    private readonly ImmutableArray<ModelTraits> traits;
    private readonly ImmutableArray<BenchmarkRun> runs;
    private readonly Lazy<AbilityFit> fit;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int, TaskGroup), Ability> known = [];

    /// <param name="models">With distinct ids.</param>
    /// <param name="reasoning">See <see cref="ModelTraits.ReasoningOf"/>.</param>
    public ModelAbilities(ImmutableArray<Model> models, IReadOnlyDictionary<string, bool> reasoning)
    {
        this.models = models;
        traits = ModelTraits.Of(models, reasoning);
        runs = BenchmarkRuns.Of(models);
        fit = new Lazy<AbilityFit>(() => AbilityFit.Of(traits, runs));
        for (var place = 0; place < models.Length; place++)
        {
            places.Add(models[place].Id, place);
        }
    }

    /// <summary>The same instance for the same catalog.</summary>
    public static ModelAbilities Of(ModelCatalog catalog) => OfCatalogs.GetValue(
        catalog,
        static fitted => new ModelAbilities(
            [.. fitted.Models.Concat(fitted.Endpoints.Select(endpoint => endpoint.Model)).DistinctBy(model => model.Id)],
            ModelTraits.ReasoningOf(fitted)));

    /// <summary>Fits at once instead of on first use.</summary>
    public void Fit() => _ = fit.Value;

    /// <summary>Whether a score of the model itself at the task's group is known; needs no fit.</summary>
    public static bool HasScore(Model model, TaskKind task) =>
        model.QualityFigures.Any(figure => TaskGroups.Of(figure.Task) == TaskGroups.Of(task));

    /// <exception cref="KeyNotFoundException">The model is not in the catalog.</exception>
    public Ability Of(Model model, TaskKind task) => known.GetOrAdd(
        (places[model.Id], TaskGroups.Of(task)),
        (key, abilities) => abilities.Ability(key.Item1, key.Item2),
        this);

    private Ability Ability(int model, TaskGroup group)
    {
        var (mean, variance) = fit.Value.Ability(model, group);
        var own = runs.Where(run => run.Model == model).ToList();
        return new Ability(
            mean,
            Math.Max(variance, 1e-4),
            own.Count,
            own.Count(run => run.Groups.Contains(group)),
            Evidence(model, own, group));
    }

    private string Evidence(int model, List<BenchmarkRun> own, TaskGroup group)
    {
        var root = traits[model].Root;
        if (own.Count > 0 || root == model)
        {
            return Words(traits[model], own, group);
        }

        var words = Words(traits[model], [.. runs.Where(run => run.Model == root)], group);
        return $"{(traits[model].IsForm ? "a form" : "an alias")} of {models[root].Id} ({words})";
    }

    private static string Words(ModelTraits traits, List<BenchmarkRun> own, TaskGroup group)
    {
        if (own.Count > 0)
        {
            var here = own.Count(run => run.Groups.Contains(group));
            var scores = own.Count == 1 ? "1 score" : $"{own.Count} scores";
            return here == own.Count ? scores : $"{scores}, {(here == 0 ? "none" : here)} at such tasks";
        }

        var cost = traits.Price is not null ? "list price" : traits.Size is not null || traits.IsSmall ? "size in its name" : null;
        return (traits.Years is not null, cost) switch
        {
            (true, { } known) => $"release date and {known}",
            (true, null) => "release date",
            (false, { } known) => known,
            (false, null) => "other models",
        };
    }
}
