using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Economics.Abilities;

namespace RulesRouter.Classifiers.Training.Priors;

/// <summary>Options of <c>rulesrouter evaluate priors</c>.</summary>
internal sealed record PriorsOptions
{
    public required ModelCatalog Catalog { get; init; }

    /// <summary>Outcome files; none: only the catalog's scores are predicted.</summary>
    public ImmutableArray<string> DataFiles { get; init; } = [];

    /// <summary>Names in the outcome files → models, over the shipped table.</summary>
    public string? MapFile { get; init; }

    public int Seed { get; init; } = 1;
}

/// <summary>
/// The command <c>rulesrouter evaluate priors</c>: how well abilities predict published scores and real outcomes that they were not
/// fitted to.
/// </summary>
internal static class PriorsCommand
{
    /// <exception cref="OutcomeDataException">A file is malformed, or cannot be measured.</exception>
    public static PriorsResult Run(PriorsOptions options, IProgress<string>? progress = null)
    {
        var models = options.Catalog.Models;
        var (traits, runs) = (ModelTraits.Of(options.Catalog), BenchmarkRuns.Of(models));
        var map = ModelMap.Read(options.Catalog, options.MapFile, progress);
        var measuring = new OutcomeMeasuring(options.Catalog, ModelAbilities.Of(options.Catalog), map, options.Seed);
        var outcomes = ImmutableArray.CreateBuilder<OutcomeMeasurement>();
        foreach (var file in options.DataFiles)
        {
            progress?.Report(Path.GetFileName(file));
            outcomes.Add(measuring.Measure(OutcomeReader.ReadFile(file), file));
        }

        progress?.Report($"{runs.Length} scores left out, one at a time");
        var errors = new FigureErrors(traits, runs);
        var left = errors.LeavingOneOut();
        progress?.Report("models left out, one at a time");
        return new PriorsResult(
            FigureMeasurement.Of(left, options.Seed),
            FigureMeasurement.Of(errors.LeavingModelsOut(), options.Seed),
            AbilityFit.Of(traits, runs).Scales,
            outcomes.DrainToImmutable());
    }
}
