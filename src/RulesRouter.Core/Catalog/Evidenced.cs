using System.Diagnostics.CodeAnalysis;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>A fact with its evidence and its location in the catalog.</summary>
public sealed record Evidenced<T>(T Value, Evidence Evidence, SourceSpan Span = default)
    where T : notnull
{
    /// <summary>Whether the fact counts on a day (UTC); otherwise it is unknown.</summary>
    public bool Known(DateOnly today, bool allowSample) => Evidence.Counts(today, allowSample);

    public bool TryKnown(DateOnly today, bool allowSample, [MaybeNullWhen(false)] out T value)
    {
        var known = Known(today, allowSample);
        value = known ? Value : default;
        return known;
    }
}

public static class Evidenced
{
    /// <summary>A fact about two parties; null if either is unknown. Its place is that of the evidence that expires first.</summary>
    public static Evidenced<T>? Combine<T>(Evidenced<T>? one, Evidenced<T>? other, Func<T, T, T> combine)
        where T : notnull =>
        one is null || other is null ? null : new(
            combine(one.Value, other.Value),
            one.Evidence.And(other.Evidence),
            other.Evidence.ExpiresBefore(one.Evidence) ? other.Span : one.Span);
}
