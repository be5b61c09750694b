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
    /// <summary>What the id stood for, by day, the earliest first; none where it names one model for good.</summary>
    public ImmutableArray<AliasTarget> AliasOf { get; init; } = [];

    /// <summary>What it stands for on a day (UTC); null where it is no alias, or none yet.</summary>
    public AliasTarget? TargetOn(DateOnly today)
    {
        var at = AliasOf.Length - 1;
        while (at >= 0 && AliasOf[at].Since > today)
        {
            at--;
        }

        return at < 0 ? null : AliasOf[at];
    }

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
