using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>Rates and when they hold.</summary>
/// <param name="From">The first day, from 00:00 UTC; null is since ever.</param>
/// <param name="Until">The day from whose 00:00 UTC on they no longer hold; null is no end in sight.</param>
/// <param name="Windows">They hold inside any of these; empty is all day.</param>
public sealed record PricePeriod(DateOnly? From, DateOnly? Until, ImmutableArray<PriceWindow> Windows, PriceRates Rates)
{
    /// <summary>The moment from which on they no longer hold, for prices by demand that a feed states; null where days say it.</summary>
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
