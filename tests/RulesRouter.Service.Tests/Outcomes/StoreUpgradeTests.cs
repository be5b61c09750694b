using Microsoft.Data.Sqlite;
using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>Stores as earlier and later versions wrote them.</summary>
public sealed class StoreUpgradeTests : IDisposable
{
    private const string First = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE decisions (id TEXT PRIMARY KEY, at TEXT NOT NULL, task TEXT, difficulty REAL, endpoints TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE outcomes (
          epoch INTEGER PRIMARY KEY AUTOINCREMENT, decision TEXT NOT NULL, hop INTEGER NOT NULL, sequence INTEGER NOT NULL, endpoint TEXT NOT NULL,
          task TEXT, difficulty REAL, alone INTEGER NOT NULL, verdict TEXT NOT NULL, source TEXT NOT NULL, edits REAL, latencyMs REAL,
          inputTokens INTEGER, outputTokens INTEGER, costUsd REAL, at TEXT NOT NULL, content TEXT NOT NULL, UNIQUE (decision, hop, sequence));
        INSERT INTO decisions VALUES ('d', '2026-06-01T12:00:00Z', 'debugging', 0.5, '["a/m","b/m"]');
        INSERT INTO outcomes VALUES (1, 'd', 0, 1, 'a/m', 'debugging', 0.5, 0, 'right', 'tests', 2, 100, 10, 20, 0.5, '2026-06-01T13:00:00Z', '{}');
        INSERT INTO outcomes VALUES (4, 'd', 0, 2, 'a/m', 'debugging', 0.5, 0, 'wrong', 'reverted', NULL, NULL, NULL, NULL, NULL, '2026-06-02T13:00:00Z', '{}');
        """;

    private static readonly DateTimeOffset Decided = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("outcomes").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_store_of_version_1_keeps_its_decisions_and_outcomes_without_a_reporter()
    {
        var path = Written(First);
        using (var upgraded = new OutcomeStore(path))
        {
            Assert.Equal(
                [
                    new StoredOutcome(4, "d", 0, "a/m", TaskKind.Debugging, 0.5, false, Verdict.Wrong, null, Decided.AddHours(25), Decided)
                    {
                        Source = VerdictSource.Reverted,
                        Sequence = 2,
                    },
                ],
                upgraded.Latest());
            Assert.Equal(4, upgraded.Epoch);
            Assert.Equal(
                5,
                upgraded.Report(
                    [new OutcomeReport { DecisionId = "d", Hop = 1, Sequence = 1, Verdict = Verdict.Right, Source = VerdictSource.Human }],
                    Decided.AddDays(2),
                    "key-1").Epoch);
        }

        using var again = new OutcomeStore(path);
        Assert.Equal([null, "key-1"], again.Latest().Select(outcome => outcome.Reporter));
    }

    [Theory]
    [InlineData(EarlierVersions.Second)]
    [InlineData(EarlierVersions.Third)]
    public void A_store_of_version_2_or_3_keeps_its_outcomes_and_takes_groups_and_measures(string sql)
    {
        using var store = new OutcomeStore(Written(sql));

        EarlierVersions.AssertUpgraded(store);
    }

    [Fact]
    public void A_report_stored_before_the_upgrade_is_recognised_when_repeated()
    {
        var report = new OutcomeReport { DecisionId = "d", Hop = 0, Sequence = 1, Verdict = Verdict.Right, Source = VerdictSource.Tests };
        const string Content = """{"DecisionId":"d","Hop":0,"Sequence":1,"Verdict":0,"Source":1,"Endpoint":null,"Task":null,"Difficulty":null,"Edits":null,"LatencyMs":null,"InputTokens":null,"OutputTokens":null,"CostUsd":null,"At":null,"IsIndependent":false}""";
        using var store = new OutcomeStore(Written($"{EarlierVersions.Third} UPDATE outcomes SET content = '{Content}'"));

        var receipt = store.Report([report], Decided.AddDays(1), "key-1");

        Assert.Equal((0, 1), (receipt.Accepted, receipt.Repeated));
    }

    [Fact]
    public void A_store_of_a_later_version_is_refused()
    {
        var path = Written("CREATE TABLE outcomes (epoch BIGINT); CREATE TABLE properties (name TEXT, value TEXT); INSERT INTO properties VALUES ('version', '99')");

        Assert.Equal(
            $"`{path}` cannot be opened: the outcome store has version 99, this rulesrouter reads up to {StoreSchema.Version}; use the release that wrote it, or another store",
            Assert.Throws<OutcomeStoreException>(() => new OutcomeStore(path)).Message);
    }

    private string Written(string sql)
    {
        var path = Path.Combine(folder, "o.db");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return path;
    }
}
