using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>
/// The catalog's endpoints by time: columns for filtering and ranking are computed once for all times with the same prices and evidence.
/// </summary>
internal sealed class EndpointTable(ModelCatalog catalog, ImmutableArray<Endpoint> endpoints)
{
    private static readonly Evidence Measured = new("measured by this service", null, null, false);

    private const int StretchesKept = 8;
    private const int ViewsKept = 64;

    private readonly PriceClock clock = new(endpoints);
    private readonly CatalogCalendar calendar = new([catalog], []);
    private readonly ConcurrentDictionary<(string CalendarState, bool AllowSample), EndpointView> views = new();
    private volatile Stretch[] recent = [];
    private volatile MeasuredTable? measuredTable;

    public EndpointTable(ModelCatalog catalog)
        : this(catalog, catalog.Endpoints)
    {
    }

    public ImmutableArray<Endpoint> Endpoints => endpoints;

    /// <param name="latencies">In place of those of the catalog.</param>
    public EndpointView At(DateTimeOffset at, bool allowSample, ImmutableSortedDictionary<string, MeasuredLatency> latencies)
    {
        if (latencies.IsEmpty)
        {
            return At(at, allowSample);
        }

        var known = measuredTable;
        if (known?.Latencies != latencies)
        {
            known = new MeasuredTable(latencies, With(latencies));
            measuredTable = known;
        }

        return known.Table.At(at, allowSample);
    }

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

    private EndpointTable With(ImmutableSortedDictionary<string, MeasuredLatency> latencies) =>
        new(catalog, [.. endpoints.Select(endpoint => With(endpoint, latencies))]);

    /// <summary>A figure of which too few calls are known stays as in the catalog.</summary>
    private static Endpoint With(Endpoint endpoint, ImmutableSortedDictionary<string, MeasuredLatency> latencies) =>
        latencies.TryGetValue(endpoint.Id, out var measured)
            ? endpoint with
            {
                Latency = new Latency
                {
                    TtftP50Ms = Of(measured.TtftP50Ms, endpoint.Latency?.TtftP50Ms),
                    TtftP99Ms = Of(measured.TtftP99Ms, endpoint.Latency?.TtftP99Ms),
                    TokensPerSecondP50 = Of(measured.TokensPerSecondP50, endpoint.Latency?.TokensPerSecondP50),
                    TokensPerSecondP1 = Of(measured.TokensPerSecondP1, endpoint.Latency?.TokensPerSecondP1),
                },
            }
            : endpoint;

    private static Evidenced<double>? Of(double? measured, Evidenced<double>? listed) =>
        measured is { } figure ? new Evidenced<double>(figure, Measured) : listed;

    /// <summary>The table with the latencies of the latest state: they change every few seconds at most.</summary>
    private sealed record MeasuredTable(ImmutableSortedDictionary<string, MeasuredLatency> Latencies, EndpointTable Table);

    /// <param name="From">Inclusive.</param>
    /// <param name="Until">Exclusive.</param>
    private sealed record Stretch(DateTimeOffset From, DateTimeOffset Until, EndpointView View);
}
