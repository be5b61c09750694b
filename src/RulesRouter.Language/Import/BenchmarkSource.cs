using System.Globalization;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Language.Import.Identity;
using RulesRouter.Names;

namespace RulesRouter.Language.Import;

/// <summary>Reads published benchmark figures and maps them to tasks by <see cref="BenchmarkTasks"/>.</summary>
internal sealed class BenchmarkSource
{
    private const string AiderPage = "https://aider.chat/docs/leaderboards/";

    private readonly JsonElement root;
    private readonly AiderSource? aider;
    public BenchmarkSource(JsonElement root, AiderSource? aider)
    {
        this.root = root;
        this.aider = aider;
    }

    /// <summary>Figures that were left out, with the reason; complete after the figures were read.</summary>
    public SortedSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The YAML lines of figures by the key of their model, in ordinal order. A figure about an undated name belongs to the snapshot of
    /// its day. Adds the models that have figures and no endpoint.
    /// </summary>
    public ILookup<string, string> FiguresOf(ImportedModels models)
    {
        var found = new SortedSet<(string Key, string Line)>();
        foreach (var published in root.EnumerateObject())
        {
            var key = ModelSpelling.Of(published.Name).Key;
            var figures = published.Value.GetProperty("benchmarks").EnumerateArray().Select(Published).ToList();
            if (models.Find(key) is null && figures.SelectMany(Lines).Any())
            {
                models.Add(key, published.Value.GetProperty("name").GetString()!, published.Name, Text(published.Value, "release_date"));
            }

            found.UnionWith(figures.SelectMany(figure => Lines(key, figure, models)));
            found.UnionWith(
                aider?.RunsOf(key)
                    .Where(run => !figures.Any(figure => IsOf(figure, run)))
                    .SelectMany(run => Lines(key, Figure(run), models)) ?? []);
        }

        var measured = root.EnumerateObject().Select(model => ModelSpelling.Of(model.Name).Key).ToHashSet(StringComparer.Ordinal);
        foreach (var key in models.All.Select(model => model.Key).Where(key => !measured.Contains(key)))
        {
            found.UnionWith(aider?.RunsOf(key).SelectMany(run => Lines(key, Figure(run), models)) ?? []);
        }

        LeftOut.UnionWith(aider?.LeftOut(key => models.Find(key) is not null) ?? []);
        return found.ToLookup(figure => figure.Key, figure => figure.Line, StringComparer.Ordinal);
    }

    private IEnumerable<(string Key, string Line)> Lines(string key, ImportedFigure figure, ImportedModels models) =>
        models.Find(key) is { } model
            ? Lines(figure).Select(line => (UndatedNames.OnDay(model, figure.Day, models.All).Key, line))
            : [];

    private IEnumerable<string> Lines(ImportedFigure figure)
    {
        if (!BenchmarkTasks.TryFind(figure.Benchmark, out var tasks))
        {
            LeftOut.Add($"benchmark {figure.Benchmark}: mapped to no task");
            return [];
        }

        return figure.Percent is < 0 or > 100 ? [] : tasks.Select(task => figure.ToYaml(EnumNames<TaskKind>.NameOf(task)));
    }

    private ImportedFigure Published(JsonElement figure)
    {
        var name = figure.GetProperty("name").GetString()!;
        var score = figure.GetProperty("score").GetDouble();
        var date = Text(figure, "date");
        var metric = string.Join(
            ", ",
            new[] { Text(figure, "metric"), Text(figure, "variant"), Text(figure, "harness"), Text(figure, "version") }.Where(
                part => !string.IsNullOrEmpty(part)));
        return new ImportedFigure(name, score, Text(figure, "source") ?? "models.dev", date, aider?.SampleSize(name, score, date), metric);
    }

    private static ImportedFigure Figure(AiderRun run) => new(run.Benchmark, run.Percent, AiderPage, run.Date, run.Cases, run.Variant);

    private static bool IsOf(ImportedFigure figure, AiderRun run) =>
        figure.Benchmark == run.Benchmark && figure.Date == run.Date && Math.Abs(figure.Percent - run.Percent) < 0.05;

    private static string? Text(JsonElement element, string field) => element.TryGetProperty(field, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetDouble()
            .ToString(CultureInfo.InvariantCulture),
            _ => null
        }
        : null;
}
