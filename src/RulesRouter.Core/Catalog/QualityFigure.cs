using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>One published figure about a model, for one task.</summary>
/// <param name="Score">0 (worst) to 1.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Date">When; null where the source does not say.</param>
/// <param name="SampleSize">Number of problems; null where the source does not say.</param>
/// <param name="MetricNote">What was counted and how: metric, harness, variant.</param>
public sealed record QualityFigure(
    string Benchmark,
    TaskKind Task,
    double Score,
    string Source,
    DateOnly? Date,
    int? SampleSize,
    string MetricNote,
    SourceSpan Span = default);
