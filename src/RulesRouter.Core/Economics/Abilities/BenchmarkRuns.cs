using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Economics.Abilities;

/// <summary>The published scores of a catalog: each once, however many tasks it is listed for, and no index beside its parts.</summary>
internal static class BenchmarkRuns
{
    /// <summary>Indices that average other suites of the same publisher.</summary>
    private static readonly FrozenDictionary<string, ImmutableArray<string>> PartsOfIndex = new Dictionary<string, ImmutableArray<string>>
    {
        ["Artificial Analysis Coding Index"] = ["SciCode", "Terminal-Bench Hard", "LiveCodeBench"],
        ["Artificial Analysis Coding Agent Index"] = ["SWE-Bench Pro", "Terminal-Bench", "SWE-Atlas Codebase QnA"],
    }.ToFrozenDictionary(index => SuiteOf(index.Key), index => index.Value.Select(SuiteOf).ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>In the order of models, then of their figures.</summary>
    public static ImmutableArray<BenchmarkRun> Of(ImmutableArray<Model> models)
    {
        var runs = ImmutableArray.CreateBuilder<BenchmarkRun>();
        for (var model = 0; model < models.Length; model++)
        {
            runs.AddRange(OfModel(models[model], model));
        }

        return runs.DrainToImmutable();
    }

    private static IEnumerable<BenchmarkRun> OfModel(Model model, int index)
    {
        var runs = model.QualityFigures
            .GroupBy(figure => (Suite: SuiteOf(figure.Benchmark), figure.Source, figure.Date, figure.MetricNote, figure.Score))
            .Select(figure => new BenchmarkRun(
                index,
                figure.Key.Suite,
                PublisherOf(figure.Key.Source),
                figure.Key.MetricNote,
                [.. figure.Select(one => TaskGroups.Of(one.Task)).Distinct().Order()],
                figure.Key.Score))
            .ToList();
        return runs.Where(
            run => !PartsOfIndex.TryGetValue(run.Suite, out var parts)
                || !runs.Any(other => other.Publisher == run.Publisher && parts.Contains(other.Suite)));
    }

    /// <summary>Letters and digits in lower case: <c>SWE Bench Pro</c> and <c>SWE-Bench Pro</c> are one suite.</summary>
    private static string SuiteOf(string benchmark) =>
        string.Concat(benchmark.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string PublisherOf(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Host.Length > 0
            ? address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host["www.".Length..] : address.Host
            : source;
}
