using System.Data.Common;
using RulesRouter.Economics;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Decisions by id and their outcomes, in a SQLite file or PostgreSQL. An outcome is stored once per decision, hop, source, reporter and
/// sequence and never changed. Epochs number the outcomes without gaps. Thread-safe; other processes may read and write the same store.
/// </summary>
internal sealed class OutcomeStore : IDisposable
{
    private const string PositionOfRecord = "position of record ";

    private readonly IOutcomeDatabase database;
    private readonly SemaphoreSlim gate = new(1);
    private DbConnection? connection;

    /// <param name="place">A file, or <c>postgres://…</c>.</param>
    /// <exception cref="OutcomeStoreException">The store cannot be opened, or is not an outcome store.</exception>
    public OutcomeStore(string place)
        : this(PostgresOutcomes.IsAddress(place)
            ? new PostgresOutcomes(place)
            : new SqliteOutcomes(place, TimeSpan.FromSeconds(10), canRebuild: false))
    {
    }

    /// <exception cref="OutcomeStoreException">The store cannot be opened, or is not an outcome store.</exception>
    public OutcomeStore(IOutcomeDatabase database)
    {
        this.database = database;
        try
        {
            try
            {
                Open();
            }
            catch (DbException exception) when (database.Discard(exception))
            {
                Open();
            }
        }
        catch (DbException exception)
        {
            throw new OutcomeStoreException(
                $"`{database.Name}` cannot be opened as an outcome store: {exception.Message.TrimEnd('.')}",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutcomeStoreException($"`{database.Name}` cannot be opened: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>The number of outcomes stored so far.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public long Epoch => Read(EpochIn);

    /// <summary>How far a record has been read into the store; null if none of it has.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public RecordPosition? PositionOf(string record) => RecordPosition.Parse(Read(session =>
        (string?)session.Scalar("SELECT value FROM properties WHERE name = @name", ("@name", PositionOfRecord + record))));

    /// <summary>Stores decisions; existing ones are not changed.</summary>
    /// <exception cref="StoreUnavailableException">None was stored.</exception>
    public void Remember(IReadOnlyCollection<KnownDecision> decisions) => Apply(decisions, [], ReportRules.Lenient, null);

    /// <summary>
    /// Stores decisions and outcomes that were acknowledged before, all in one transaction. Existing ones are not changed. Outcomes that
    /// waited for one of the decisions count from now on.
    /// </summary>
    /// <param name="read">Identity of the record and the place up to which it is in the store now; null without a record.</param>
    /// <exception cref="StoreUnavailableException">Nothing was stored.</exception>
    public void Apply(
        IReadOnlyCollection<KnownDecision> decisions,
        IReadOnlyList<ReceivedOutcome> outcomes,
        ReportRules rules,
        (string Record, RecordPosition End)? read) => Write(session =>
    {
        foreach (var decision in decisions)
        {
            OutcomeRows.Insert(session, decision);
        }

        foreach (var outcome in OutcomeRows.TakeReady(session).Concat(outcomes))
        {
            OutcomeAdmission.Store(session, outcome, 0, rules, []);
        }

        OutcomeRows.DeleteWaiting(session, rules.Oldest);
        if (read is var (record, end))
        {
            session.Execute(
                "INSERT INTO properties VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                ("@name", PositionOfRecord + record),
                ("@value", end.ToString()));
        }
    });

    /// <summary>Stores all reports, or none if one is rejected.</summary>
    /// <param name="record">Receives the new reports before they are stored; if it fails, none is.</param>
    /// <exception cref="StoreUnavailableException">None was stored.</exception>
    public async ValueTask<OutcomeReceipt> Report(
        IReadOnlyList<ReceivedOutcome> outcomes,
        ReportRules rules,
        Func<IReadOnlyList<ReceivedOutcome>, ValueTask> record)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            var session = Begin();
            await using var transaction = session.Transaction!.ConfigureAwait(false);
            var rejections = new List<OutcomeRejection>();
            var admitted = outcomes.Select((outcome, index) => OutcomeAdmission.Store(session, outcome, index, rules, rejections)).ToList();
            if (rejections.Count > 0)
            {
                await session.Transaction!.RollbackAsync().ConfigureAwait(false);
                return new OutcomeReceipt(0, 0, EpochIn(session with { Transaction = null }), rejections);
            }

            List<ReceivedOutcome> added = [.. outcomes.Where((_, index) => admitted[index] is Admission.Added or Admission.Waiting)];
            if (added.Count > 0)
            {
                await record(added).ConfigureAwait(false);
            }

            var epoch = EpochIn(session);
            await session.Transaction!.CommitAsync().ConfigureAwait(false);
            return new OutcomeReceipt(
                admitted.Count(one => one == Admission.Added),
                admitted.Count(one => one == Admission.Repeated),
                epoch,
                [],
                admitted.Count(one => one == Admission.Waiting));
        }
        catch (Exception exception) when (IsOfTheStore(exception))
        {
            throw Failed(exception);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Stores all reports, or none if one is rejected; for reports that no record has.</summary>
    /// <param name="now">The timestamp of reports without one.</param>
    /// <param name="reporter">Id of the key that reports; null without keys.</param>
    /// <exception cref="StoreUnavailableException">None was stored.</exception>
    public OutcomeReceipt Report(IReadOnlyList<OutcomeReport> reports, DateTimeOffset now, string? reporter = null) => Report(
        [.. reports.Select(report => new ReceivedOutcome(report, now, reporter))],
        ReportRules.Lenient,
        static _ => ValueTask.CompletedTask).AsTask().GetAwaiter().GetResult();

    /// <summary>The outcomes stored after an epoch, in the order of storage, and what is wrong with rows that cannot be read.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public (IReadOnlyList<StoredOutcome> Outcomes, IReadOnlyList<string> Unreadable) After(long epoch) =>
        Read(session => OutcomeRows.After(session, epoch));

    /// <summary>The outcome that counts for every attempt, in the order of storage.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public IReadOnlyList<StoredOutcome> Latest()
    {
        var history = new OutcomeHistory();
        history.Add(After(0).Outcomes);
        return history.Counting();
    }

    public void Dispose()
    {
        connection?.Dispose();
        gate.Dispose();
    }

    private static long EpochIn(StoreSession session) =>
        Convert.ToInt64(session.Scalar("SELECT COALESCE(MAX(epoch), 0) FROM outcomes"), System.Globalization.CultureInfo.InvariantCulture);

    private T Read<T>(Func<StoreSession, T> work)
    {
        gate.Wait();
        try
        {
            return work(new StoreSession(Current(), null));
        }
        catch (Exception exception) when (IsOfTheStore(exception))
        {
            throw Failed(exception);
        }
        finally
        {
            gate.Release();
        }
    }

    private void Write(Action<StoreSession> work)
    {
        gate.Wait();
        try
        {
            var session = Begin();
            using var transaction = session.Transaction!;
            work(session);
            transaction.Commit();
        }
        catch (Exception exception) when (IsOfTheStore(exception))
        {
            throw Failed(exception);
        }
        finally
        {
            gate.Release();
        }
    }

    private StoreSession Begin()
    {
        var session = new StoreSession(Current(), null);
        session = session with { Transaction = session.Connection.BeginTransaction() };
        database.Lock(session.Transaction);
        return session;
    }

    private DbConnection Current()
    {
        if (connection is not null && !database.IsCurrent(connection))
        {
            Close();
        }

        return connection ?? Open();
    }

    private DbConnection Open()
    {
        connection = database.Open();
        try
        {
            StoreSchema.Apply(connection, database);
            return connection;
        }
        catch
        {
            Close();
            throw;
        }
    }

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }

    /// <summary>The next use opens the store again: a server may have restarted, a file may be damaged.</summary>
    private StoreUnavailableException Failed(Exception exception)
    {
        Close();
        if (exception is DbException damage)
        {
            database.Discard(damage);
        }

        return new StoreUnavailableException(exception.Message.TrimEnd('.'), exception);
    }

    private static bool IsOfTheStore(Exception exception) =>
        exception is DbException or TimeoutException or UnauthorizedAccessException or OutcomeStoreException
        || (exception is InvalidOperationException && exception.Source is "Npgsql" or "Microsoft.Data.Sqlite");
}
