using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>Rates and when they apply.</summary>
/// <param name="From">Inclusive; a day begins at 00:00 UTC. Null is unbounded.</param>
/// <param name="Until">Exclusive; null is unbounded.</param>
/// <param name="Windows">They apply inside any of these; empty is all day.</param>
public sealed record PricePeriod(DateTimeOffset? From, DateTimeOffset? Until, ImmutableArray<PriceWindow> Windows, PriceRates Rates)
{
    /// <summary>The time from which on they no longer apply, for live prices of a feed; null otherwise.</summary>
    public DateTimeOffset? Expires { get; init; }

    public bool Holds(DateTimeOffset at) => !(at < From) && !(at >= Until) && !(at >= Expires) && InWindow(at);

    /// <summary>The times at which it begins or ends, apart from its windows.</summary>
    public IEnumerable<DateTimeOffset> Edges => new[] { From, Until, Expires }.OfType<DateTimeOffset>();

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
