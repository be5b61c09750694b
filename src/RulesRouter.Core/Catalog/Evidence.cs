namespace RulesRouter.Catalog;

/// <summary>The evidence for a fact.</summary>
/// <param name="Source">A document, contract or measurement a person can look up; never empty.</param>
/// <param name="CheckedOn">When the fact was last compared with its source.</param>
/// <param name="Expires">The last day on which it is valid; null if it does not expire.</param>
/// <param name="IsSample">Invented for a sample catalog; not a statement about the vendor.</param>
public sealed record Evidence(string Source, DateOnly? CheckedOn, DateOnly? Expires, bool IsSample)
{
    public bool HasExpired(DateOnly today) => today > Expires;

    /// <summary>Whether a fact with this evidence counts; one that does not is unknown and satisfies no constraint.</summary>
    public bool Counts(DateOnly today, bool allowSample) => !HasExpired(today) && (allowSample || !IsSample);

    /// <summary>False where both expire on the same day or neither does.</summary>
    internal bool ExpiresBefore(Evidence other) => Expires is { } day && (other.Expires is not { } later || day < later);

    /// <summary>The evidence of a fact that rests on both: it counts as long as both do.</summary>
    public Evidence And(Evidence other) => new(
        Source == other.Source ? Source : $"{Source}; {other.Source}",
        CheckedOn is null || other.CheckedOn is null ? null : CheckedOn < other.CheckedOn ? CheckedOn : other.CheckedOn,
        Expires is null ? other.Expires : other.Expires is null || Expires < other.Expires ? Expires : other.Expires,
        IsSample || other.IsSample);
}
