using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Stores the decisions and outcomes of a running service and holds what has been learned from them. Decisions are stored in batches off
/// the request path, and pending ones before a report is matched with them. An outcome is in the record before it is acknowledged; while
/// the store cannot be written, outcomes of signed decisions are accepted into the record and stored later.
/// </summary>
internal sealed class OutcomeIntake : IDisposable
{
    /// <summary>Some 50 MB; without a record, what does not fit is not known to later reports until its instance is asked again.</summary>
    private const int MaxPending = 100_000;

    /// <summary>Of the time that learning takes, until it learns again: at most a twentieth of one core.</summary>
    private const int PausesPerCost = 19;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly OutcomeStore? store;
    private readonly RecordFollower? follower;
    private readonly DecisionRecorder recorder;
    private readonly DecisionIds ids;
    private readonly ServiceOptions options;
    private readonly Router router;
    private readonly TimeProvider clock;
    private readonly PendingDecisions pending = new(MaxPending);
    private readonly SemaphoreSlim gate = new(1);
    private OutcomeHistory history = new();
    private long read;
    private bool hasNew;
    private long learnedAt;
    private TimeSpan cost;
    private long? unavailableAt;
    private long caughtUpAt;
    private bool isDisposed;
    private AliasTable? learnedWith;
    private volatile LearnedState learned = LearnedState.Empty;

    /// <exception cref="OutcomeStoreException">The store cannot be opened.</exception>
    public OutcomeIntake(ServiceOptions options, Router router, DecisionRecorder recorder, DecisionIds ids, TimeProvider clock)
    {
        this.options = options;
        this.router = router;
        this.recorder = recorder;
        this.ids = ids;
        this.clock = clock;
        caughtUpAt = clock.GetTimestamp();
        if (options.OutcomesPath is { } place)
        {
            store = new OutcomeStore(
                PostgresOutcomes.IsAddress(place)
                    ? new PostgresOutcomes(place)
                    : new SqliteOutcomes(place, Patience, canRebuild: recorder.IsOn));
            follower = new RecordFollower(store, recorder, pending);
            RefreshIfPossible();
        }
    }

    public bool IsOpen => store is not null;

    public LearnedState Learned => learned;

    /// <summary>Decisions on their way to the store.</summary>
    public int PendingCount => pending.Count;

    /// <summary>Time since the store had everything that the record has; 0 without a store.</summary>
    public TimeSpan Lag => store is null ? TimeSpan.Zero : clock.GetElapsedTime(Interlocked.Read(ref caughtUpAt));

    /// <summary>What is wrong with rows of the store and segments of the record that cannot be read; they are left out.</summary>
    public IReadOnlyList<string> Unreadable { get; private set; } = [];

    public void Expect(string decisionId, Decision decision)
    {
        if (store is not null && decision is Routed)
        {
            pending.Add(KnownDecision.Of(decisionId, decision));
        }
    }

    /// <summary>Stores all reports, or none if one is rejected.</summary>
    /// <param name="reporter">Id of the key that reports; null without keys.</param>
    /// <param name="mayBeIndependent">The caller may report attempts that no decision led to.</param>
    /// <exception cref="IOException">None was accepted: neither the store nor the record can be written.</exception>
    public async ValueTask<OutcomeReceipt> Report(IReadOnlyList<OutcomeReport> reports, string? reporter, bool mayBeIndependent)
    {
        var now = clock.GetUtcNow();
        var rules = new ReportRules(ids, now - options.RecordRetention, mayBeIndependent);
        List<ReceivedOutcome> outcomes = [.. reports.Select(report => new ReceivedOutcome(report, now, reporter))];
        var recorded = false;
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (isDisposed)
            {
                throw new IOException("the service stops");
            }

            if (WasUnavailable())
            {
                return await ReportWithoutStore(outcomes, rules).ConfigureAwait(false);
            }

            follower!.CatchUp(rules with { MayBeIndependent = true });
            return await store!.Report(outcomes, rules, Recorded).ConfigureAwait(false);
        }
        catch (StoreUnavailableException) when (recorder.IsOn)
        {
            follower!.FallBehind();
            unavailableAt = clock.GetTimestamp();
            return recorded ? Waiting(outcomes.Count) : await ReportWithoutStore(outcomes, rules).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }

        async ValueTask Recorded(IReadOnlyList<ReceivedOutcome> added)
        {
            await Record(added).ConfigureAwait(false);
            recorded = true;
        }
    }

    /// <summary>
    /// Stores what the record has and the store does not, reads new outcomes, and learns again if there are some or an alias changed its
    /// target. True if it learned from at least one outcome.
    /// </summary>
    /// <exception cref="IOException">The store or the record cannot be read; what was learned before stays.</exception>
    /// <exception cref="OperationCanceledException">The service stopped before it was this call's turn.</exception>
    public bool Refresh(CancellationToken stop = default)
    {
        if (store is null)
        {
            return false;
        }

        gate.Wait(stop);
        try
        {
            if (isDisposed)
            {
                return false;
            }

            var now = clock.GetUtcNow();
            follower!.CatchUp(new ReportRules(ids, now - options.RecordRetention, MayBeIndependent: true));
            Interlocked.Exchange(ref caughtUpAt, clock.GetTimestamp());
            NoteDamage();
            var catalog = router.Current?.Set.Catalog ?? ModelCatalog.Empty;
            var aliases = catalog.AliasesOn(DateOnly.FromDateTime(now.UtcDateTime));
            hasNew |= ReadNew();
            if (aliases == learnedWith && (!hasNew || IsTooSoon()))
            {
                return false;
            }

            var start = clock.GetTimestamp();
            learned = Learning.From(history.Counting(), catalog, aliases, options.VerdictWeights, now);
            (hasNew, learnedAt, cost) = (false, clock.GetTimestamp(), clock.GetElapsedTime(start));
            learnedWith = aliases;
            return learned.Epoch > 0;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Waits for what is under way; what comes later does nothing.</summary>
    public void Dispose()
    {
        gate.Wait();
        try
        {
            if (store is not null && !isDisposed)
            {
                follower!.CatchUp(new ReportRules(ids, DateTimeOffset.MinValue, MayBeIndependent: true));
            }
        }
        catch (IOException)
        {
            // The record has it, and the next start reads it.
        }
        finally
        {
            isDisposed = true;
            store?.Dispose();
            gate.Release();
        }
    }

    private void NoteDamage()
    {
        if (follower!.Damaged.Count > 0)
        {
            Unreadable = [.. Unreadable, .. follower.Damaged];
            follower.Damaged.Clear();
        }
    }

    private bool IsTooSoon() => cost > TimeSpan.Zero && clock.GetElapsedTime(learnedAt) < cost * PausesPerCost;

    /// <summary>A store that is locked now is read by the worker later.</summary>
    private void RefreshIfPossible()
    {
        try
        {
            Refresh();
        }
        catch (IOException)
        {
            // The worker tries again, and logs the reason if that fails too.
        }
    }

    /// <summary>Whether there are outcomes that the last call did not read.</summary>
    private bool ReadNew()
    {
        var epoch = store!.Epoch;
        if (epoch == read)
        {
            return false;
        }

        if (epoch < read)
        {
            // The store was replaced, and rebuilt from the record.
            (history, read) = (new OutcomeHistory(), 0);
        }

        var (outcomes, unreadable) = store.After(read);
        history.Add(outcomes);
        read = epoch;
        Unreadable = [.. Unreadable, .. unreadable];
        return history.Epoch > 0;
    }

    /// <summary>Just now: others need not wait for it too.</summary>
    private bool WasUnavailable() => unavailableAt is { } at && recorder.IsOn && clock.GetElapsedTime(at) < RetryInterval;

    /// <summary>By their ids alone: those of other decisions may be known to the store.</summary>
    private async ValueTask<OutcomeReceipt> ReportWithoutStore(List<ReceivedOutcome> outcomes, ReportRules rules)
    {
        ImmutableArray<OutcomeRejection> rejections =
        [
            .. outcomes.Select((outcome, index) => OutcomeAdmission.FutureRejection(outcome, index) ?? rules.RejectionOf(outcome, index))
                .OfType<OutcomeRejection>(),
        ];
        if (rejections.Any(rejection => rejection.Kind == RejectionKind.UnknownDecision))
        {
            throw new IOException("the outcome store cannot be read, and the id of the decision is not signed");
        }

        if (!rejections.IsEmpty)
        {
            return new OutcomeReceipt(0, 0, learned.Epoch, rejections);
        }

        await Record(outcomes).ConfigureAwait(false);
        follower!.FallBehind();
        return Waiting(outcomes.Count);
    }

    private OutcomeReceipt Waiting(int count) => new(0, 0, learned.Epoch, [], count);

    private ValueTask Record(IReadOnlyList<ReceivedOutcome> outcomes)
    {
        if (!recorder.IsOn)
        {
            return ValueTask.CompletedTask;
        }

        var lines = new CompactJson();
        foreach (var outcome in outcomes)
        {
            OutcomeLineWriter.Write(lines, outcome.Report, outcome.ReceivedAt, outcome.Reporter);
        }

        return recorder.Append(lines.WrittenMemory);
    }
}
