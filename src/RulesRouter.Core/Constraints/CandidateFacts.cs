using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

/// <summary>What constraints read: one endpoint on a day, and the figures of one call to it.</summary>
internal abstract class CandidateFacts
{
    public abstract Endpoint Endpoint { get; }

    /// <summary>In UTC.</summary>
    public abstract DateOnly Today { get; }

    public abstract bool AllowSample { get; }

    public abstract AliasTable Aliases { get; }

    /// <summary>Null where unknown.</summary>
    public abstract double? FigureOf(CallFigure figure);

    /// <summary>The value, where its evidence counts today; null otherwise.</summary>
    public T? Known<T>(Evidenced<T>? fact)
        where T : struct => fact is not null && fact.TryKnown(Today, AllowSample, out var value) ? value : null;

    /// <summary>The names, where their evidence counts today; null otherwise.</summary>
    public T? KnownNames<T>(Evidenced<T>? fact)
        where T : class => fact is not null && fact.TryKnown(Today, AllowSample, out var value) ? value : null;
}
