using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Selecting.Endpoints;

/// <summary>The catalog's endpoints by moment: what filtering and ranking need of them is worked out once for all moments that no fact tells apart.</summary>
internal sealed class EndpointTable(ModelCatalog catalog)
{
    private const int StretchesKept = 8;
    private const int ViewsKept = 64;

    private readonly PriceClock clock = new(catalog.Endpoints);
    private readonly CatalogCalendar calendar = new([catalog], []);
    private readonly ConcurrentDictionary<(string Moment, bool AllowSample), EndpointView> views = new();
    private volatile Stretch[] recent = [];

    public ImmutableArray<Endpoint> Endpoints => catalog.Endpoints;

    public EndpointView At(DateTimeOffset at, bool allowSample)
    {
        foreach (var stretch in recent)
        {
            if (stretch.View.AllowSample == allowSample && at >= stretch.From && at < stretch.Until)
            {
                return stretch.View;
            }
        }

        // Two threads may both write one; the loser's is found again by its moment.
        var view = ViewAt(at, allowSample);
        recent = [new Stretch(at, clock.NextChange(at), view), .. recent.Take(StretchesKept - 1)];
        return view;
    }

    /// <summary>The same prices come back every day, and a day on which nothing begins or ends is like the one before.</summary>
    private EndpointView ViewAt(DateTimeOffset at, bool allowSample)
    {
        var moment = new byte[calendar.Length];
        calendar.Write(at, moment);
        var key = (Convert.ToHexString(moment), allowSample);
        if (views.TryGetValue(key, out var known))
        {
            return known;
        }

        if (views.Count >= ViewsKept)
        {
            views.Clear();
        }

        return views.GetOrAdd(key, new EndpointView(Endpoints, at, allowSample, catalog.AliasesOn(DateOnly.FromDateTime(at.UtcDateTime))));
    }

    /// <param name="From">Inclusive.</param>
    /// <param name="Until">Exclusive.</param>
    private sealed record Stretch(DateTimeOffset From, DateTimeOffset Until, EndpointView View);
}
