using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.State.Latencies;

/// <summary>The measured latencies of all endpoints, published from time to time so that decisions share one state.</summary>
internal sealed class MeasuredLatencies(LatencySettings settings, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, EndpointLatency> endpoints = new(StringComparer.Ordinal);

    /// <summary>As of the last <see cref="Publish"/>; only endpoints with enough calls.</summary>
    public ImmutableSortedDictionary<string, MeasuredLatency> Published { get; private set; } = RouterState.Healthy.Latencies;

    public void Report(HopReport report) =>
        endpoints.GetOrAdd(report.Endpoint, _ => new EndpointLatency(settings)).Add(report, clock.GetUtcNow());

    /// <summary>Takes the present figures over if one differs.</summary>
    public void Publish()
    {
        var now = clock.GetUtcNow();
        var present = ImmutableSortedDictionary.CreateBuilder<string, MeasuredLatency>(StringComparer.Ordinal);
        foreach (var (id, latency) in endpoints)
        {
            if (latency.At(now) is { } measured)
            {
                present[id] = measured;
            }
        }

        if (!present.SequenceEqual(Published))
        {
            Published = present.ToImmutable();
        }
    }
}
