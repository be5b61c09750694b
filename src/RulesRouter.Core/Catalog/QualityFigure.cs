using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>A published benchmark figure of a model for one task.</summary>
/// <param name="Score">0 (worst) to 1.</param>
/// <param name="Source">The publication.</param>
/// <param name="Date">Date of publication; null if unknown.</param>
/// <param name="SampleSize">Number of problems; null if unknown.</param>
/// <param name="MetricNote">Metric, harness and variant.</param>
public sealed record QualityFigure(
    string Benchmark,
    TaskKind Task,
    double Score,
    string Source,
    DateOnly? Date,
    int? SampleSize,
    string MetricNote,
    SourceSpan Span = default);
