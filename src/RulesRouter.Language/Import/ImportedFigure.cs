namespace RulesRouter.Language.Import;

/// <summary>A published figure about a model.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Date">As the source says it; only whole days are carried over.</param>
/// <param name="SampleSize">Number of problems; null where the source does not say.</param>
internal sealed record ImportedFigure(string Benchmark, double Percent, string Source, string? Date, int? SampleSize, string Metric)
{
    /// <summary>As YAML's flow style writes it.</summary>
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
