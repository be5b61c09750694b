using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Requests;

namespace RulesRouter.State.Health;

/// <summary>Which endpoints no request is routed to for now: those with an open circuit, and those that a person took out.</summary>
internal sealed class EndpointHealth(HealthSettings settings, ManualStateStore store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, EndpointCircuit> circuits = new(StringComparer.Ordinal);
    private volatile ImmutableSortedDictionary<string, ManualState> manual = Read(store);

    /// <summary>What people set and what is still in force, sorted by endpoint.</summary>
    public ImmutableArray<ManualState> Manual =>
    [
        .. manual.Values.Where(state => state.AppliesAt(clock.GetUtcNow())),
    ];

    public void Report(HopReport report) =>
        circuits.GetOrAdd(report.Endpoint, _ => new EndpointCircuit(settings, clock)).Count(report.IsUnhealthy);

    public void Set(ManualState state)
    {
        store.Set(state);
        Refresh();
    }

    /// <summary>Reads what other instances set.</summary>
    public void Refresh() => manual = Read(store);

    /// <summary>By id of an endpoint or provider: why it is excluded.</summary>
    public ImmutableSortedDictionary<string, string> Excluded()
    {
        var now = clock.GetUtcNow();
        var reasons = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (id, circuit) in circuits)
        {
            if (circuit.ReasonAt(now) is { } reason)
            {
                reasons[id] = reason;
            }
        }

        foreach (var (id, state) in manual)
        {
            if (!state.AppliesAt(now))
            {
                continue;
            }

            if (state.IsUp)
            {
                // A provider comes before its endpoints, so those that a person took out are excluded after it.
                reasons.RemoveRange([.. reasons.Keys.Where(key => key == id || key.StartsWith(id + "/", StringComparison.Ordinal))]);
            }
            else
            {
                reasons[id] = Reason(state);
            }
        }

        return reasons.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, ManualState> Read(ManualStateStore store) =>
        store.All().ToImmutableSortedDictionary(state => state.Endpoint, state => state, StringComparer.Ordinal);

    private static string Reason(ManualState state)
    {
        var until = state.Until is { } end ? $" until {Timestamps.Format(end)}" : "";
        return $"taken out{until}{(state.Reason.Length > 0 ? ": " + state.Reason : "")}";
    }
}
