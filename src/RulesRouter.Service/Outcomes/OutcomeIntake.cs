using System.Collections.Concurrent;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Stores the decisions and outcomes of a running service and holds what has been learned from them. Decisions are written in batches off
/// the request path; pending ones are written before a report is matched with them.
/// </summary>
internal sealed class OutcomeIntake : IDisposable
{
    private readonly OutcomeStore? store;
    private readonly Router router;
    private readonly TimeProvider clock;
    private readonly ConcurrentQueue<KnownDecision> pending = new();
    private readonly Lock writing = new();
    private volatile LearnedState learned = LearnedState.Empty;

    /// <exception cref="IOException">The store cannot be opened.</exception>
    public OutcomeIntake(ServiceOptions options, Router router, TimeProvider clock)
    {
        this.router = router;
        this.clock = clock;
        store = options.OutcomesPath is { } path ? new OutcomeStore(path) : null;
        Refresh();
    }

    public bool IsOpen => store is not null;

    public LearnedState Learned => learned;

    public void Expect(string decisionId, Decision decision)
    {
        if (store is not null && decision is Routed)
        {
            pending.Enqueue(KnownDecision.Of(decisionId, decision));
        }
    }

    /// <param name="reporter">Id of the key that reports; null without keys.</param>
    public OutcomeReceipt Report(IReadOnlyList<OutcomeReport> reports, DateTimeOffset now, string? reporter)
    {
        Write();
        return store!.Report(reports, now, reporter);
    }

    /// <summary>
    /// Writes pending decisions, and learns again if there are new outcomes or an alias changed its target. True if it learned.
    /// </summary>
    public bool Refresh()
    {
        Write();
        var catalog = router.Current?.Set.Catalog ?? ModelCatalog.Empty;
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
            while (pending.TryDequeue(out var decision))
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
