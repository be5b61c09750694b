using System.Collections.Concurrent;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Service.Snapshots;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Where a running service keeps decisions known, takes outcomes in, and holds what they have taught so far. Decisions are written in
/// batches off the request path; before a report is held against them, those that wait are written.
/// </summary>
internal sealed class OutcomeIntake : IDisposable
{
    private readonly OutcomeStore? store;
    private readonly SnapshotHolder holder;
    private readonly TimeProvider clock;
    private readonly ConcurrentQueue<KnownDecision> waiting = new();
    private readonly Lock writing = new();
    private volatile LearnedState learned = LearnedState.Empty;

    /// <exception cref="IOException">The store cannot be opened.</exception>
    public OutcomeIntake(ServiceOptions options, SnapshotHolder holder, TimeProvider clock)
    {
        this.holder = holder;
        this.clock = clock;
        store = options.OutcomesPath is { } path ? new OutcomeStore(path) : null;
        Refresh();
    }

    public bool IsOpen => store is not null;

    public LearnedState Learned => learned;

    public void Expect(string decisionId, Decision decision)
    {
        if (store is not null && decision.Outcome == Outcome.Routed)
        {
            waiting.Enqueue(KnownDecision.Of(decisionId, decision));
        }
    }

    public OutcomeReceipt Report(IReadOnlyList<OutcomeReport> reports, DateTimeOffset now)
    {
        Write();
        return store!.Report(reports, now);
    }

    /// <summary>Writes what waits, and learns anew where outcomes came since or an alias stands for something else. True where it did.</summary>
    public bool Refresh()
    {
        Write();
        var catalog = holder.Current?.Set.Catalog ?? ModelCatalog.Empty;
        var aliases = catalog.AliasesOn(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (store is null || store.Epoch is 0 || (store.Epoch == learned.Epoch && aliases == learned.Aliases))
        {
            return false;
        }

        learned = Learning.From(store.Latest(), catalog, aliases);
        return true;
    }

    public void Dispose()
    {
        Write();
        store?.Dispose();
    }

    private void Write()
    {
        lock (writing)
        {
            var batch = new List<KnownDecision>();
            while (waiting.TryDequeue(out var decision))
            {
                batch.Add(decision);
            }

            if (batch.Count > 0)
            {
                store!.Remember(batch);
            }
        }
    }
}
