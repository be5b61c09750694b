namespace RulesRouter.Catalog;

/// <summary>What a fact rests on.</summary>
/// <param name="Source">A document, contract or measurement a person can look up; never empty.</param>
/// <param name="CheckedOn">When someone last held the fact against its source.</param>
/// <param name="Expires">The last day on which it may be relied on; null where it does not age by date.</param>
/// <param name="IsSample">Invented so that a sample catalog runs; says nothing about the vendor.</param>
public sealed record Evidence(string Source, DateOnly? CheckedOn, DateOnly? Expires, bool IsSample)
{
    public bool HasExpired(DateOnly today) => today > Expires;

    /// <summary>Whether a fact with this evidence counts; one that does not is unknown and satisfies no constraint.</summary>
    public bool Counts(DateOnly today, bool allowSample) => !HasExpired(today) && (allowSample || !IsSample);
}
