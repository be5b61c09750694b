using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Requests;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Health;

/// <summary>Which endpoints no request is routed to for now: those with an open circuit, and those that a person took out.</summary>
/// <param name="exchange">With other machines; null without them.</param>
internal sealed class EndpointHealth(
    HealthSettings settings,
    ManualStateStore store,
    TimeProvider clock,
    ManualStateExchange? exchange = null)
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

    /// <exception cref="StoreLostException">It was not stored.</exception>
    public void Set(ManualState state)
    {
        store.Set(state, clock.GetUtcNow());
        Refresh();
    }

    /// <summary>Reads what other instances set; those of other machines are known again when the exchange can be reached.</summary>
    /// <exception cref="StoreLostException">The states of this machine cannot be read; those read before stay.</exception>
    public void Refresh()
    {
        try
        {
            exchange?.Run();
        }
        catch (StoreLostException)
        {
            // The next refresh tries again.
        }

        manual = Read(store);
    }

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
        store.All().ToImmutableSortedDictionary(one => one.State.Endpoint, one => one.State, StringComparer.Ordinal);

    private static string Reason(ManualState state)
    {
        var until = state.Until is { } end ? $" until {Timestamps.Format(end)}" : "";
        return $"taken out{until}{(state.Reason.Length > 0 ? ": " + state.Reason : "")}";
    }
}
