using Microsoft.Data.Sqlite;

namespace RulesRouter.FaultTests.Faults;

/// <summary>Another program holds a SQLite file for writing.</summary>
internal sealed class SqliteLock : IDisposable
{
    private readonly SqliteConnection connection;

    private SqliteLock(SqliteConnection connection) => this.connection = connection;

    public static SqliteLock Of(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=10");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return new SqliteLock(connection);
    }

    public void Dispose() => connection.Dispose();
}
