using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>Rates and when they apply.</summary>
/// <param name="From">The first day, from 00:00 UTC; null is unbounded.</param>
/// <param name="Until">The day from whose 00:00 UTC on they no longer apply; null is unbounded.</param>
/// <param name="Windows">They apply inside any of these; empty is all day.</param>
public sealed record PricePeriod(DateOnly? From, DateOnly? Until, ImmutableArray<PriceWindow> Windows, PriceRates Rates)
{
    /// <summary>The time from which on they no longer apply, for live prices of a feed; null otherwise.</summary>
    public DateTimeOffset? Expires { get; init; }

    public bool Holds(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return !(day < From) && !(day >= Until) && !(at >= Expires) && InWindow(at);
    }

    private bool InWindow(DateTimeOffset at)
    {
        if (Windows.IsDefaultOrEmpty)
        {
            return true;
        }

        foreach (var window in Windows)
        {
            if (window.Contains(at))
            {
                return true;
            }
        }

        return false;
    }
}
