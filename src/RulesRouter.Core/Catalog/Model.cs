using System.Collections.Immutable;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>An LLM, whoever serves it.</summary>
/// <param name="Family">Models that behave alike (<c>claude-opus</c>): where evidence about one is thin, its family's stands in.</param>
/// <param name="QualityFigures">Published figures, sorted by task, then benchmark, then date; none is "no evidence", not a bad score.</param>
public sealed record Model(
    string Id,
    string Name,
    string? Family,
    DateOnly? ReleasedOn,
    ImmutableArray<QualityFigure> QualityFigures,
    SourceSpan Span = default)
{
    /// <summary>The mean score in 0..1 of the figures for a task; null where there is none.</summary>
    public double? MeanQuality(TaskKind task)
    {
        var sum = 0.0;
        var count = 0;
        foreach (var figure in QualityFigures)
        {
            if (figure.Task == task)
            {
                sum += figure.Score;
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }
}
