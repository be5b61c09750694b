using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// The catalog's endpoints by time: columns for filtering and ranking are computed once for all times with the same prices and evidence.
/// </summary>
internal sealed class EndpointTable(ModelCatalog catalog)
{
    private const int StretchesKept = 8;
    private const int ViewsKept = 64;

    private readonly PriceClock clock = new(catalog.Endpoints);
    private readonly CatalogCalendar calendar = new([catalog], []);
    private readonly ConcurrentDictionary<(string CalendarState, bool AllowSample), EndpointView> views = new();
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

        // Two threads may both add one; the lost one is found again in `views`.
        var view = ViewAt(at, allowSample);
        recent = [new Stretch(at, clock.NextChange(at), view), .. recent.Take(StretchesKept - 1)];
        return view;
    }

    /// <summary>The same prices recur every day, so views are also cached by the state of the calendar.</summary>
    private EndpointView ViewAt(DateTimeOffset at, bool allowSample)
    {
        var calendarState = new byte[calendar.Length];
        calendar.Write(at, calendarState);
        var key = (Convert.ToHexString(calendarState), allowSample);
        if (views.TryGetValue(key, out var known))
        {
            return known;
        }

        if (views.Count >= ViewsKept)
        {
            views.Clear();
        }

        return views.GetOrAdd(key, new EndpointView(Endpoints, at, allowSample, catalog));
    }

    /// <param name="From">Inclusive.</param>
    /// <param name="Until">Exclusive.</param>
    private sealed record Stretch(DateTimeOffset From, DateTimeOffset Until, EndpointView View);
}
