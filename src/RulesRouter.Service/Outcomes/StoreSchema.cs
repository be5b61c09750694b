using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// The tables of an outcome store, by version. A store of an earlier version is upgraded in one transaction when it is opened; one of a
/// later version is refused.
/// </summary>
internal static class StoreSchema
{
    /// <summary>1 had no table <c>properties</c>, no reporter and one sequence per hop, whatever the source of the verdict.</summary>
    public const int Version = 2;

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS properties (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS decisions (id TEXT PRIMARY KEY, at TEXT NOT NULL, task TEXT, difficulty DOUBLE PRECISION, endpoints TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS outcomes (
          epoch BIGINT PRIMARY KEY, decision TEXT NOT NULL, hop INTEGER NOT NULL, sequence INTEGER NOT NULL, source TEXT NOT NULL,
          reporter TEXT, endpoint TEXT NOT NULL, task TEXT, difficulty DOUBLE PRECISION, alone INTEGER NOT NULL, verdict TEXT NOT NULL,
          edits DOUBLE PRECISION, latencyMs DOUBLE PRECISION, inputTokens INTEGER, outputTokens INTEGER, costUsd DOUBLE PRECISION,
          at TEXT NOT NULL, content TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS outcomes_report ON outcomes (decision, hop, source, COALESCE(reporter, ''), sequence);
        """;

    private const string CopyOfFirst = """
        INSERT INTO outcomes (epoch, decision, hop, sequence, source, endpoint, task, difficulty, alone, verdict, edits, latencyMs, inputTokens, outputTokens, costUsd, at, content)
        SELECT epoch, decision, hop, sequence, source, endpoint, task, difficulty, alone, verdict, edits, latencyMs, inputTokens, outputTokens, costUsd, at, content
        FROM outcomes_1;
        DROP TABLE outcomes_1;
        """;

    /// <exception cref="IOException">A later version of rulesrouter wrote the store.</exception>
    public static void Apply(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        var version = VersionOf(connection, transaction);
        if (version > Version)
        {
            throw new IOException(
                $"the outcome store has version {version}, this rulesrouter reads up to {Version}; use the release that wrote it, or another file");
        }

        if (version == 1)
        {
            Execute(connection, transaction, "ALTER TABLE outcomes RENAME TO outcomes_1");
        }

        Execute(connection, transaction, Tables);
        if (version == 1)
        {
            Execute(connection, transaction, CopyOfFirst);
        }

        Execute(
            connection,
            transaction,
            $"INSERT INTO properties VALUES ('version', '{Version}') ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        transaction.Commit();
    }

    /// <summary>0 for an empty store.</summary>
    private static int VersionOf(SqliteConnection connection, SqliteTransaction transaction) =>
        !Exists(connection, transaction, "outcomes") ? 0
        : !Exists(connection, transaction, "properties") ? 1
        : int.Parse(
            (string)Scalar(connection, transaction, "SELECT value FROM properties WHERE name = 'version'")!,
            CultureInfo.InvariantCulture);

    private static bool Exists(SqliteConnection connection, SqliteTransaction transaction, string table) =>
        Scalar(connection, transaction, $"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{table}'") is not null;

    private static object? Scalar(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = Command(connection, transaction, sql);
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = Command(connection, transaction, sql);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        return command;
    }
}
