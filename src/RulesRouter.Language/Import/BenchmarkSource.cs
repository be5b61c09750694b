using System.Globalization;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Names;

namespace RulesRouter.Language.Import;

/// <summary>Reads published benchmark figures and maps them to tasks by <see cref="BenchmarkTasks"/>.</summary>
internal sealed class BenchmarkSource
{
    private const string AiderPage = "https://aider.chat/docs/leaderboards/";

    private readonly JsonElement root;
    private readonly AiderSource? aider;
    private readonly Dictionary<string, JsonElement> byModel = new(StringComparer.Ordinal);

    public BenchmarkSource(JsonElement root, AiderSource? aider)
    {
        this.root = root;
        this.aider = aider;
        foreach (var model in root.EnumerateObject())
        {
            byModel[model.Name.Split('/')[^1].ToLowerInvariant()] = model.Value;
        }
    }

    /// <summary>Figures that were left out, with the reason; complete after the figures of every model were read.</summary>
    public SortedSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>The YAML lines of a model's figures, in ordinal order.</summary>
    public IReadOnlyList<string> FiguresOf(string model)
    {
        var published = byModel.TryGetValue(model, out var found)
            ? found.GetProperty("benchmarks").EnumerateArray().Select(Published).ToList()
            : [];
        var runs = aider?.RunsOf(model).Where(run => !published.Any(figure => IsOf(figure, run))).Select(Figure) ?? [];
        return [.. published.Concat(runs).SelectMany(Lines).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Adds the runs of the leaderboards that did not become a figure.</summary>
    public void NoteLeftOut(IReadOnlyCollection<string> models) => LeftOut.UnionWith(aider?.LeftOut(models) ?? []);

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
