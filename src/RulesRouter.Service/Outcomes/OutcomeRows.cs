using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Outcomes;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Outcomes;

/// <summary>The rows of an outcome store. A row that cannot be read is left out and named: another program may have written it.</summary>
internal static class OutcomeRows
{
    public static void Insert(StoreSession session, KnownDecision decision) => session.Execute(
        "INSERT INTO decisions VALUES (@id, @at, @task, @difficulty, @endpoints, @group) ON CONFLICT DO NOTHING",
        ("@id", decision.Id),
        ("@at", Timestamps.Format(decision.At)),
        ("@task", decision.Task is { } task ? EnumNames<TaskKind>.NameOf(task) : null),
        ("@difficulty", decision.Difficulty),
        ("@endpoints", JsonSerializer.Serialize(decision.Endpoints)),
        ("@group", decision.Group));

    /// <summary>Null if the decision is unknown, or its row cannot be read.</summary>
    public static KnownDecision? Find(StoreSession session, string id)
    {
        using var select = session.Command(
            "SELECT at, task, difficulty, endpoints, difficultyGroup FROM decisions WHERE id = @id",
            ("@id", id));
        using var reader = select.ExecuteReader();
        try
        {
            return reader.Read()
                ? new KnownDecision(
                    id,
                    Timestamp(reader.GetString(0)),
                    Task(reader, 1),
                    Number(reader, 2),
                    [.. JsonSerializer.Deserialize<string[]>(reader.GetString(3)) ?? []],
                    reader.IsDBNull(4) ? null : reader.GetString(4))
                : null;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return null;
        }
    }

    /// <param name="report">Completed from its decision.</param>
    /// <param name="group">Of its decision.</param>
    /// <param name="content">By which repeated reports are compared.</param>
    public static void Insert(
        StoreSession session,
        ReceivedOutcome outcome,
        OutcomeReport report,
        bool alone,
        string? group,
        string content) => session.Execute(
        """
        INSERT INTO outcomes (epoch, decision, hop, sequence, source, reporter, endpoint, task, difficulty, alone, verdict, edits, latencyMs, inputTokens, outputTokens, costUsd, at, content, difficultyGroup, turns, testsPassed, testsFailed, toolErrors)
        VALUES ((SELECT COALESCE(MAX(epoch), 0) + 1 FROM outcomes), @decision, @hop, @sequence, @source, @reporter, @endpoint, @task, @difficulty, @alone, @verdict, @edits, @latencyMs, @inputTokens, @outputTokens, @costUsd, @at, @content, @group, @turns, @testsPassed, @testsFailed, @toolErrors)
        """,
        ("@decision", report.DecisionId),
        ("@hop", report.Hop),
        ("@sequence", report.Sequence),
        ("@source", EnumNames<VerdictSource>.NameOf(report.Source)),
        ("@reporter", outcome.Reporter),
        ("@endpoint", report.Endpoint),
        ("@task", report.Task is { } task ? EnumNames<TaskKind>.NameOf(task) : null),
        ("@difficulty", report.Difficulty),
        ("@alone", alone ? 1 : 0),
        ("@verdict", EnumNames<Verdict>.NameOf(report.Verdict)),
        ("@edits", report.Edits),
        ("@latencyMs", report.LatencyMs),
        ("@inputTokens", report.InputTokens),
        ("@outputTokens", report.OutputTokens),
        ("@costUsd", report.CostUsd),
        ("@at", Timestamps.Format(outcome.At)),
        ("@content", content),
        ("@group", group),
        ("@turns", report.Turns),
        ("@testsPassed", report.TestsPassed),
        ("@testsFailed", report.TestsFailed),
        ("@toolErrors", report.ToolErrors));

    /// <summary>The content of the report with the same reporter, source, hop and sequence; null if there is none.</summary>
    public static string? Content(StoreSession session, ReceivedOutcome outcome) => (string?)session.Scalar(
        """
        SELECT content FROM outcomes
        WHERE decision = @decision AND hop = @hop AND source = @source AND COALESCE(reporter, '') = @reporter AND sequence = @sequence
        """,
        Key(outcome));

    public static string ContentOf(OutcomeReport report) => JsonSerializer.Serialize(report);

    public static void InsertWaiting(StoreSession session, ReceivedOutcome outcome) => session.Execute(
        "INSERT INTO waiting VALUES (@decision, @hop, @sequence, @source, @reporter, @received, @report)",
        ("@decision", outcome.Report.DecisionId),
        ("@hop", outcome.Report.Hop),
        ("@sequence", outcome.Report.Sequence),
        ("@source", EnumNames<VerdictSource>.NameOf(outcome.Report.Source)),
        ("@reporter", outcome.Reporter),
        ("@received", Timestamps.Format(outcome.ReceivedAt)),
        ("@report", WaitingContentOf(outcome.Report)));

    public static string? WaitingContent(StoreSession session, ReceivedOutcome outcome) => (string?)session.Scalar(
        """
        SELECT report FROM waiting
        WHERE decision = @decision AND hop = @hop AND source = @source AND COALESCE(reporter, '') = @reporter AND sequence = @sequence
        """,
        Key(outcome));

    public static string WaitingContentOf(OutcomeReport report) => CompactJson.Render(report, OutcomeReportWriter.Write);

    /// <summary>Deletes reports that were received before a time, and whose decisions did not come.</summary>
    public static void DeleteWaiting(StoreSession session, DateTimeOffset before) =>
        session.Execute("DELETE FROM waiting WHERE received < @before", ("@before", Timestamps.Format(before)));

    /// <summary>Takes the reports whose decisions are known by now.</summary>
    public static IReadOnlyList<ReceivedOutcome> TakeReady(StoreSession session)
    {
        var ready = new List<ReceivedOutcome>();
        using (var select = session.Command("SELECT report, received, reporter FROM waiting JOIN decisions ON id = decision ORDER BY received"))
        using (var reader = select.ExecuteReader())
        {
            while (reader.Read())
            {
                if (OutcomeReportReader.Read(Encoding.UTF8.GetBytes(reader.GetString(0))).Report is { } report)
                {
                    ready.Add(new ReceivedOutcome(report, Timestamp(reader.GetString(1)), reader.IsDBNull(2) ? null : reader.GetString(2)));
                }
            }
        }

        if (ready.Count > 0)
        {
            session.Execute("DELETE FROM waiting WHERE decision IN (SELECT id FROM decisions)");
        }

        return ready;
    }

    /// <summary>The outcomes stored after an epoch, in the order of storage, and what is wrong with the rows left out.</summary>
    public static (IReadOnlyList<StoredOutcome> Outcomes, IReadOnlyList<string> Unreadable) After(StoreSession session, long epoch)
    {
        using var select = session.Command(
            """
            SELECT epoch, decision, hop, endpoint, one.task, one.difficulty, alone, verdict, edits, one.at, COALESCE(decisions.at, one.at), reporter, costUsd, source, sequence, one.difficultyGroup, turns, testsPassed, testsFailed, toolErrors
            FROM outcomes AS one LEFT JOIN decisions ON decisions.id = decision
            WHERE epoch > @epoch ORDER BY epoch
            """,
            ("@epoch", epoch));
        using var reader = select.ExecuteReader();
        var found = new List<StoredOutcome>();
        var unreadable = ImmutableArray.CreateBuilder<string>();
        while (reader.Read())
        {
            try
            {
                found.Add(Outcome(reader));
            }
            catch (Exception exception) when (IsUnreadable(exception))
            {
                unreadable.Add($"row {reader.GetValue(0)} of the outcome store: {exception.Message.TrimEnd('.')}");
            }
        }

        return (found, unreadable.ToImmutable());
    }

    private static StoredOutcome Outcome(DbDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.GetInt32(2),
        reader.GetString(3),
        Task(reader, 4),
        Number(reader, 5),
        reader.GetInt32(6) != 0,
        Name<Verdict>(reader.GetString(7), "verdict"),
        Number(reader, 8),
        Timestamp(reader.GetString(9)),
        Timestamp(reader.GetString(10)),
        reader.IsDBNull(11) ? null : reader.GetString(11),
        new AttemptMeasures(Number(reader, 12), Count(reader, 16), Count(reader, 17), Count(reader, 18), Count(reader, 19)),
        Name<VerdictSource>(reader.GetString(13), "source"),
        reader.GetInt32(14),
        reader.IsDBNull(15) ? null : reader.GetString(15));

    private static (string, object?)[] Key(ReceivedOutcome outcome) =>
    [
        ("@decision", outcome.Report.DecisionId),
        ("@hop", outcome.Report.Hop),
        ("@source", EnumNames<VerdictSource>.NameOf(outcome.Report.Source)),
        ("@reporter", outcome.Reporter ?? ""),
        ("@sequence", outcome.Report.Sequence),
    ];

    private static bool IsUnreadable(Exception exception) =>
        exception is FormatException or InvalidCastException or InvalidOperationException or OverflowException or JsonException
            or InvalidDataException or ArgumentException;

    private static TaskKind? Task(DbDataReader reader, int column) =>
        !reader.IsDBNull(column) && EnumNames<TaskKind>.TryParse(reader.GetString(column), out var task) ? task : null;

    private static double? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null
        : reader.GetDouble(column) is var number && double.IsFinite(number) ? number
        : throw new InvalidDataException($"column {reader.GetName(column)} is not a finite number");

    private static int? Count(DbDataReader reader, int column) => reader.IsDBNull(column) ? null
        : reader.GetInt32(column) is var count and >= 0 ? count
        : throw new InvalidDataException($"column {reader.GetName(column)} is below 0");

    private static DateTimeOffset Timestamp(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var timestamp)
            ? timestamp
            : throw new InvalidDataException($"`{text}` is not a timestamp");

    private static T Name<T>(string text, string what)
        where T : struct, Enum =>
        EnumNames<T>.TryParse(text, out var value) ? value : throw new InvalidDataException($"unknown {what} `{text}`");
}
