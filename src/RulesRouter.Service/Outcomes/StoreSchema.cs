using System.Data.Common;
using System.Globalization;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// The tables of an outcome store, by version. A store of an earlier version is upgraded in one transaction when it is opened; one of a
/// later version is refused.
/// </summary>
internal static class StoreSchema
{
    /// <summary>
    /// 1 had no table <c>properties</c>, no reporter and one sequence per hop, whatever the source of the verdict; 1 and 2 had no
    /// attribute by which difficulty is learned; 1, 2 and 3 had no turns, tests and tool errors of an attempt.
    /// </summary>
    public const int Version = 4;

    /// <summary>`waiting` has reports of decisions that are not in `decisions` yet.</summary>
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS properties (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS decisions (id TEXT PRIMARY KEY, at TEXT NOT NULL, task TEXT, difficulty DOUBLE PRECISION, endpoints TEXT NOT NULL, difficultyGroup TEXT);
        CREATE TABLE IF NOT EXISTS outcomes (
          epoch BIGINT PRIMARY KEY, decision TEXT NOT NULL, hop INTEGER NOT NULL, sequence INTEGER NOT NULL, source TEXT NOT NULL,
          reporter TEXT, endpoint TEXT NOT NULL, task TEXT, difficulty DOUBLE PRECISION, alone INTEGER NOT NULL, verdict TEXT NOT NULL,
          edits DOUBLE PRECISION, latencyMs DOUBLE PRECISION, inputTokens INTEGER, outputTokens INTEGER, costUsd DOUBLE PRECISION,
          at TEXT NOT NULL, content TEXT NOT NULL, difficultyGroup TEXT, turns INTEGER, testsPassed INTEGER, testsFailed INTEGER,
          toolErrors INTEGER);
        CREATE UNIQUE INDEX IF NOT EXISTS outcomes_report ON outcomes (decision, hop, source, COALESCE(reporter, ''), sequence);
        CREATE TABLE IF NOT EXISTS waiting (
          decision TEXT NOT NULL, hop INTEGER NOT NULL, sequence INTEGER NOT NULL, source TEXT NOT NULL, reporter TEXT,
          received TEXT NOT NULL, report TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS waiting_report ON waiting (decision, hop, source, COALESCE(reporter, ''), sequence);
        """;

    private const string CopyOfFirst = """
        INSERT INTO outcomes (epoch, decision, hop, sequence, source, endpoint, task, difficulty, alone, verdict, edits, latencyMs, inputTokens, outputTokens, costUsd, at, content)
        SELECT epoch, decision, hop, sequence, source, endpoint, task, difficulty, alone, verdict, edits, latencyMs, inputTokens, outputTokens, costUsd, at, content
        FROM outcomes_1;
        DROP TABLE outcomes_1;
        """;

    /// <exception cref="IOException">A later version of rulesrouter wrote the store.</exception>
    public static void Apply(DbConnection connection, IOutcomeDatabase database)
    {
        using var transaction = connection.BeginTransaction();
        database.Lock(transaction);
        var version = VersionOf(database, transaction);
        if (version > Version)
        {
            throw new IOException(
                $"the outcome store has version {version}, this rulesrouter reads up to {Version}; use the release that wrote it, or another store");
        }

        if (version == 1)
        {
            Execute(transaction, "ALTER TABLE outcomes RENAME TO outcomes_1");
        }

        if (version is 1 or 2)
        {
            Execute(transaction, "ALTER TABLE decisions ADD COLUMN difficultyGroup TEXT");
        }

        if (version == 2)
        {
            Execute(transaction, "ALTER TABLE outcomes ADD COLUMN difficultyGroup TEXT");
        }

        if (version is 2 or 3)
        {
            foreach (var column in new[] { "turns", "testsPassed", "testsFailed", "toolErrors" })
            {
                Execute(transaction, $"ALTER TABLE outcomes ADD COLUMN {column} INTEGER");
            }
        }

        Execute(transaction, Tables);
        if (version == 1)
        {
            Execute(transaction, CopyOfFirst);
        }

        Execute(
            transaction,
            $"INSERT INTO properties VALUES ('version', '{Version}') ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        transaction.Commit();
    }

    /// <summary>0 for an empty store.</summary>
    private static int VersionOf(IOutcomeDatabase database, DbTransaction transaction) =>
        !database.HasTable(transaction, "outcomes") ? 0
        : !database.HasTable(transaction, "properties") ? 1
        : int.Parse(VersionIn(transaction), CultureInfo.InvariantCulture);

    private static string VersionIn(DbTransaction transaction)
    {
        using var command = Command(transaction, "SELECT value FROM properties WHERE name = 'version'");
        return (string?)command.ExecuteScalar() ?? "0";
    }

    private static void Execute(DbTransaction transaction, string sql)
    {
        using var command = Command(transaction, sql);
        command.ExecuteNonQuery();
    }

    private static DbCommand Command(DbTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        return command;
    }
}
