using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Decisions by id and their outcomes, in one SQLite file. An outcome is stored once per decision, hop and sequence and never changed.
/// Thread-safe; another process may read and write the same file.
/// </summary>
internal sealed class OutcomeStore : IDisposable
{
    private const string Journal = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        """;

    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    /// <exception cref="IOException">The file cannot be opened, or is not an outcome store.</exception>
    public OutcomeStore(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 10, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(Journal);
            StoreSchema.Apply(connection);
        }
        catch (IOException exception)
        {
            connection.Dispose();
            throw new IOException($"`{path}` cannot be opened: {exception.Message}", exception);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new IOException($"`{path}` cannot be opened as an outcome store: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>The number of outcomes stored so far.</summary>
    public long Epoch
    {
        get
        {
            lock (gate)
            {
                return (long)Scalar("SELECT COALESCE(MAX(epoch), 0) FROM outcomes")!;
            }
        }
    }

    /// <summary>Stores decisions; existing ones are not changed.</summary>
    public void Remember(IReadOnlyCollection<KnownDecision> decisions)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            using var insert = Command("INSERT OR IGNORE INTO decisions VALUES ($id, $at, $task, $difficulty, $endpoints)", transaction);
            foreach (var decision in decisions)
            {
                insert.Parameters.Clear();
                Add(
                    insert,
                    ("$id", decision.Id),
                    ("$at", Timestamps.Format(decision.At)),
                    ("$task", decision.Task is { } task ? EnumNames<TaskKind>.NameOf(task) : null),
                    ("$difficulty", decision.Difficulty),
                    ("$endpoints", JsonSerializer.Serialize(decision.Endpoints)));
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    /// <summary>Stores all reports, or none if one is rejected.</summary>
    /// <param name="now">The timestamp of reports without one.</param>
    /// <param name="reporter">Id of the key that reports; null without keys.</param>
    public OutcomeReceipt Report(IReadOnlyList<OutcomeReport> reports, DateTimeOffset now, string? reporter = null)
    {
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            var rejections = new List<OutcomeRejection>();
            var (accepted, repeated) = (0, 0);
            for (var index = 0; index < reports.Count; index++)
            {
                var before = rejections.Count;
                var (report, alone) = Complete(reports[index], index, rejections, transaction);
                if (rejections.Count > before)
                {
                    continue;
                }

                var content = Content(reports[index]);
                switch (Held(report, transaction))
                {
                    case null:
                        Insert(report, alone, content, now, reporter, transaction);
                        accepted++;
                        break;
                    case { } held when held == content:
                        repeated++;
                        break;
                    default:
                        rejections.Add(
                            new OutcomeRejection(
                                index,
                                RejectionKind.Conflict,
                                "sequence",
                                $"sequence {report.Sequence} of hop {report.Hop} of `{report.DecisionId}` was reported before with different content; give a later verdict a higher sequence"));
                        break;
                }
            }

            if (rejections.Count > 0)
            {
                transaction.Rollback();
                return new OutcomeReceipt(0, 0, Epoch, rejections);
            }

            transaction.Commit();
            return new OutcomeReceipt(accepted, repeated, Epoch, []);
        }
    }

    /// <summary>The last outcome of every attempt, in the order of storage.</summary>
    public IReadOnlyList<StoredOutcome> Latest()
    {
        lock (gate)
        {
            using var select = Command(
                """
                SELECT epoch, decision, hop, endpoint, one.task, one.difficulty, alone, verdict, edits, one.at, COALESCE(decisions.at, one.at), reporter, costUsd
                FROM outcomes AS one LEFT JOIN decisions ON decisions.id = decision
                WHERE sequence = (SELECT MAX(sequence) FROM outcomes WHERE decision = one.decision AND hop = one.hop) ORDER BY epoch
                """,
                null);
            using var reader = select.ExecuteReader();
            var found = new List<StoredOutcome>();
            while (reader.Read())
            {
                found.Add(new StoredOutcome(
                    reader.GetInt64(0),
                    reader.GetString(1),
                    reader.GetInt32(2),
                    reader.GetString(3),
                    !reader.IsDBNull(4) && EnumNames<TaskKind>.TryParse(reader.GetString(4), out var task) ? task : null,
                    reader.IsDBNull(5) ? null : reader.GetDouble(5),
                    reader.GetInt64(6) != 0,
                    EnumNames<Verdict>.TryParse(reader.GetString(7), out var verdict)
                        ? verdict
                        : throw new InvalidDataException($"unknown verdict `{reader.GetString(7)}` in the outcome store"),
                    reader.IsDBNull(8) ? null : reader.GetDouble(8),
                    DateTimeOffset.Parse(reader.GetString(9), CultureInfo.InvariantCulture),
                    DateTimeOffset.Parse(reader.GetString(10), CultureInfo.InvariantCulture),
                    reader.IsDBNull(11) ? null : reader.GetString(11),
                    reader.IsDBNull(12) ? null : reader.GetDouble(12)));
            }

            return found;
        }
    }

    public void Dispose() => connection.Dispose();

    /// <summary>
    /// The report completed from its decision; a report that names endpoint and task needs no decision, but must not contradict one.
    /// </summary>
    private (OutcomeReport Report, bool Alone) Complete(
        OutcomeReport report,
        int index,
        List<OutcomeRejection> rejections,
        SqliteTransaction transaction)
    {
        if (Find(report.DecisionId, transaction) is not { } decision)
        {
            if (!report.IsIndependent)
            {
                rejections.Add(
                    new OutcomeRejection(
                        index,
                        RejectionKind.UnknownDecision,
                        "decisionId",
                        $"unknown decision `{report.DecisionId}`; a report without a decision needs `endpoint` and `task`"));
            }

            return (report, true);
        }

        if (report.Hop >= decision.Endpoints.Length)
        {
            rejections.Add(
                new OutcomeRejection(
                    index,
                    RejectionKind.UnknownHop,
                    "hop",
                    $"decision `{report.DecisionId}` has {(decision.Endpoints.Length == 1 ? "1 hop" : $"{decision.Endpoints.Length} hops")}; hop must be 0 to {decision.Endpoints.Length - 1}, found {report.Hop}"));
            return (report, false);
        }

        if (report.Endpoint is { } said && said != decision.Endpoints[report.Hop])
        {
            rejections.Add(
                new OutcomeRejection(
                    index,
                    RejectionKind.UnknownHop,
                    "endpoint",
                    $"hop {report.Hop} of decision `{report.DecisionId}` is `{decision.Endpoints[report.Hop]}`, not `{said}`"));
        }

        return (
            report with
            {
                Endpoint = decision.Endpoints[report.Hop],
                Task = report.Task ?? decision.Task,
                Difficulty = report.Difficulty ?? decision.Difficulty,
            },
            false);
    }

    private KnownDecision? Find(string id, SqliteTransaction transaction)
    {
        using var select = Command("SELECT at, task, difficulty, endpoints FROM decisions WHERE id = $id", transaction, ("$id", id));
        using var reader = select.ExecuteReader();
        return reader.Read()
            ? new KnownDecision(
                id,
                DateTimeOffset.Parse(reader.GetString(0), CultureInfo.InvariantCulture),
                !reader.IsDBNull(1) && EnumNames<TaskKind>.TryParse(reader.GetString(1), out var task) ? task : null,
                reader.IsDBNull(2) ? null : reader.GetDouble(2),
                [.. JsonSerializer.Deserialize<string[]>(reader.GetString(3))!])
            : null;
    }

    private string? Held(OutcomeReport report, SqliteTransaction transaction)
    {
        using var select = Command(
            "SELECT content FROM outcomes WHERE decision = $decision AND hop = $hop AND sequence = $sequence",
            transaction,
            ("$decision", report.DecisionId),
            ("$hop", report.Hop),
            ("$sequence", report.Sequence));
        return (string?)select.ExecuteScalar();
    }

    private void Insert(
        OutcomeReport report,
        bool alone,
        string content,
        DateTimeOffset now,
        string? reporter,
        SqliteTransaction transaction)
    {
        using var insert = Command(
            """
            INSERT INTO outcomes (epoch, decision, hop, sequence, source, reporter, endpoint, task, difficulty, alone, verdict, edits, latencyMs, inputTokens, outputTokens, costUsd, at, content)
            VALUES ((SELECT COALESCE(MAX(epoch), 0) + 1 FROM outcomes), $decision, $hop, $sequence, $source, $reporter, $endpoint, $task, $difficulty, $alone, $verdict, $edits, $latencyMs, $inputTokens, $outputTokens, $costUsd, $at, $content)
            """,
            transaction,
            ("$decision", report.DecisionId),
            ("$hop", report.Hop),
            ("$sequence", report.Sequence),
            ("$reporter", reporter),
            ("$endpoint", report.Endpoint),
            ("$task", report.Task is { } task ? EnumNames<TaskKind>.NameOf(task) : null),
            ("$difficulty", report.Difficulty),
            ("$alone", alone ? 1 : 0),
            ("$verdict", EnumNames<Verdict>.NameOf(report.Verdict)),
            ("$source", EnumNames<VerdictSource>.NameOf(report.Source)),
            ("$edits", report.Edits),
            ("$latencyMs", report.LatencyMs),
            ("$inputTokens", report.InputTokens),
            ("$outputTokens", report.OutputTokens),
            ("$costUsd", report.CostUsd),
            ("$at", Timestamps.Format(report.At ?? now)),
            ("$content", content));
        insert.ExecuteNonQuery();
    }

    /// <summary>The content by which repeated reports are compared.</summary>
    private static string Content(OutcomeReport report) => JsonSerializer.Serialize(report);

    private void Execute(string sql)
    {
        using var command = Command(sql, null);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = Command(sql, null);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, SqliteTransaction? transaction, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this file; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        Add(command, parameters);
        return command;
    }

    private static void Add(SqliteCommand command, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
    }
}
