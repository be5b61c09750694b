using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Decisions;

namespace RulesRouter.Service.StateKeeping;

/// <summary>The endpoints of the latest decisions, so that each attempt counts once for its endpoint.</summary>
internal sealed class RecentDecisions
{
    private const int Kept = 20_000;

    private readonly ConcurrentDictionary<string, Attempts> known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();

    public void Add(string decisionId, Decision decision)
    {
        known[decisionId] = new Attempts([.. decision.Chain.Select(hop => (string)hop.Endpoint.Id)]);
        order.Enqueue(decisionId);
        while (order.Count > Kept && order.TryDequeue(out var oldest))
        {
            known.TryRemove(oldest, out _);
        }
    }

    /// <summary>The endpoint of a hop; null if the decision is not known, or the hop was reported before.</summary>
    public string? Reported(string decisionId, int hop) =>
        known.TryGetValue(decisionId, out var attempts) ? attempts.Report(hop) : null;

    /// <summary>Whether the cost of a hop counts: the decision is known, and the cost was not reported before.</summary>
    public bool Settled(string decisionId, int hop) => known.TryGetValue(decisionId, out var attempts) && attempts.Settle(hop);

    private sealed class Attempts(ImmutableArray<string> endpoints)
    {
        private long reported;
        private long settled;

        public string? Report(int hop) =>
            hop < endpoints.Length && (Interlocked.Or(ref reported, 1L << hop) & (1L << hop)) == 0 ? endpoints[hop] : null;

        public bool Settle(int hop) => hop < endpoints.Length && (Interlocked.Or(ref settled, 1L << hop) & (1L << hop)) == 0;
    }
}
