using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Language.Import;

/// <summary>Reads published benchmark figures, mapped to tasks by <see cref="BenchmarkTasks"/>.</summary>
internal sealed class BenchmarkSource(JsonElement root, JsonElement? aider)
{
    /// <summary>Benchmarks that the table maps to no task, so that their figures were left out.</summary>
    public SortedSet<string> Unmapped { get; } = new(StringComparer.Ordinal);

    /// <summary>By model id, the YAML lines of its figures.</summary>
    public IReadOnlyDictionary<string, List<string>> Figures()
    {
        var figures = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var model in root.EnumerateObject())
        {
            var lines = model.Value.GetProperty("benchmarks").EnumerateArray().SelectMany(Lines).Distinct().Order(StringComparer.Ordinal).ToList();
            if (lines.Count > 0)
            {
                figures[model.Name.Split('/')[^1].ToLowerInvariant()] = lines;
            }
        }

        return figures;
    }

    private IEnumerable<string> Lines(JsonElement figure)
    {
        var name = figure.GetProperty("name").GetString()!;
        if (!BenchmarkTasks.TryFind(name, out var tasks))
        {
            Unmapped.Add(name);
            yield break;
        }

        var score = figure.GetProperty("score").GetDouble() / 100;
        if (score is < 0 or > 1)
        {
            yield break;
        }

        var date = Text(figure, "date");
        foreach (var task in tasks)
        {
            var parts = new List<string>
            {
                $"benchmark: {CatalogYaml.Quote(name)}",
                $"task: {TaskNames.NameOf(task)}",
                $"score: {ImportedRates.Number(Math.Round(score, 6))}",
                $"source: {CatalogYaml.Quote(Text(figure, "source") ?? "models.dev")}",
            };
            if (date is { Length: 10 })
            {
                parts.Add($"date: {date}");
            }

            if (SampleSize(name, figure.GetProperty("score").GetDouble(), date) is { } size)
            {
                parts.Add($"sampleSize: {size}");
            }

            var metric = string.Join(", ", new[] { Text(figure, "metric"), Text(figure, "variant"), Text(figure, "harness"), Text(figure, "version") }.Where(part => !string.IsNullOrEmpty(part)));
            if (metric.Length > 0)
            {
                parts.Add($"metric: {CatalogYaml.Quote(metric)}");
            }

            yield return $"{{ {string.Join(", ", parts)} }}";
        }
    }

    /// <summary>Aider publishes how many cases a run had; its run is the one of that day and score.</summary>
    private int? SampleSize(string benchmark, double score, string? date)
    {
        if (benchmark != "Aider Polyglot" || aider is not { } boards || !boards.TryGetProperty("polyglot_leaderboard", out var runs))
        {
            return null;
        }

        return runs.EnumerateArray()
            .Where(run => Text(run, "date") == date && run.TryGetProperty("pass_rate_2", out var rate) && Math.Abs(rate.GetDouble() - score) < 0.05 && run.TryGetProperty("test_cases", out _))
            .Select(run => (int?)run.GetProperty("test_cases").GetInt32())
            .FirstOrDefault();
    }

    public static JsonElement Open(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var document = JsonDocument.Parse(content);
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string field) => element.TryGetProperty(field, out var value)
        ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture), _ => null }
        : null;
}
