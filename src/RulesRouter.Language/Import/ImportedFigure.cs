using System.Globalization;
using RulesRouter.Language.Import.Sources;

namespace RulesRouter.Language.Import;

/// <summary>A published figure about a model.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Date">As in the source; only full dates are imported.</param>
/// <param name="SampleSize">Number of problems; null if unknown.</param>
internal sealed record ImportedFigure(string Benchmark, double Percent, string Source, string? Date, int? SampleSize, string Metric)
{
    /// <summary>Null without a full date.</summary>
    public DateOnly? Day =>
        DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>In YAML's flow style.</summary>
    public string ToYaml(string task)
    {
        var parts = new List<string>
        {
            $"benchmark: {CatalogYaml.Quote(Benchmark)}",
            $"task: {task}",
            $"score: {ImportedRates.Number(Math.Round(Percent / 100, 6))}",
            $"source: {CatalogYaml.Quote(Source)}",
        };
        if (Date is { Length: 10 })
        {
            parts.Add($"date: {Date}");
        }

        if (SampleSize is { } size)
        {
            parts.Add($"sampleSize: {size}");
        }

        if (Metric.Length > 0)
        {
            parts.Add($"metric: {CatalogYaml.Quote(Metric)}");
        }

        return $"{{ {string.Join(", ", parts)} }}";
    }
}
