using RulesRouter.Catalog;
using RulesRouter.Economics;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>Stores as versions 2 and 3 wrote them, in SQLite and PostgreSQL alike.</summary>
internal static class EarlierVersions
{
    public const string Second = """
        CREATE TABLE properties (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE decisions (id TEXT PRIMARY KEY, at TEXT NOT NULL, task TEXT, difficulty DOUBLE PRECISION, endpoints TEXT NOT NULL);
        CREATE TABLE outcomes (
          epoch BIGINT PRIMARY KEY, decision TEXT NOT NULL, hop INTEGER NOT NULL, sequence INTEGER NOT NULL, source TEXT NOT NULL,
          reporter TEXT, endpoint TEXT NOT NULL, task TEXT, difficulty DOUBLE PRECISION, alone INTEGER NOT NULL, verdict TEXT NOT NULL,
          edits DOUBLE PRECISION, latencyMs DOUBLE PRECISION, inputTokens INTEGER, outputTokens INTEGER, costUsd DOUBLE PRECISION,
          at TEXT NOT NULL, content TEXT NOT NULL);
        CREATE UNIQUE INDEX outcomes_report ON outcomes (decision, hop, source, COALESCE(reporter, ''), sequence);
        CREATE TABLE waiting (
          decision TEXT NOT NULL, hop INTEGER NOT NULL, sequence INTEGER NOT NULL, source TEXT NOT NULL, reporter TEXT,
          received TEXT NOT NULL, report TEXT NOT NULL);
        CREATE UNIQUE INDEX waiting_report ON waiting (decision, hop, source, COALESCE(reporter, ''), sequence);
        INSERT INTO properties VALUES ('version', '2');
        INSERT INTO decisions VALUES ('d', '2026-06-01T12:00:00Z', 'debugging', 0.5, '["a/m","b/m"]');
        INSERT INTO outcomes VALUES (1, 'd', 0, 1, 'tests', 'key-1', 'a/m', 'debugging', 0.5, 0, 'right', 2, 100, 10, 20, 0.5, '2026-06-01T13:00:00Z', '{}');
        """;

    public const string Third = Second + """

        ALTER TABLE decisions ADD COLUMN difficultyGroup TEXT;
        ALTER TABLE outcomes ADD COLUMN difficultyGroup TEXT;
        UPDATE properties SET value = '3' WHERE name = 'version';
        """;

    private static readonly DateTimeOffset Decided = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static void AssertUpgraded(OutcomeStore store)
    {
        store.Remember([new KnownDecision("e", Decided, TaskKind.Debugging, 0.5, ["a/m"], "team=search")]);
        foreach (var decision in new[] { "d", "e" })
        {
            var receipt = store.Report(
                [
                    new OutcomeReport
                    {
                        DecisionId = decision,
                        Hop = 0,
                        Sequence = 1,
                        Verdict = Verdict.Wrong,
                        Source = VerdictSource.Human,
                        Turns = 7,
                        TestsPassed = 3,
                        TestsFailed = 2,
                        ToolErrors = 1,
                    },
                ],
                Decided.AddDays(1));
            Assert.Empty(receipt.Rejections);
        }

        Assert.Equal(
            [("d", "key-1", null), ("d", null, null), ("e", (string?)null, "team=search")],
            store.After(0).Outcomes.Select(outcome => (outcome.Decision, outcome.Reporter, outcome.Group)));
        var measured = new AttemptMeasures(null, 7, 3, 2, 1);
        Assert.Equal(
            [new AttemptMeasures(0.5), measured, measured],
            store.After(0).Outcomes.Select(outcome => outcome.Measures));
    }
}
