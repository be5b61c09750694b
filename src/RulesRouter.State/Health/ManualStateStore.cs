using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RulesRouter.Requests;

namespace RulesRouter.State.Health;

/// <summary>The states that people set, in a SQLite file that the instances of a machine may share, or in memory.</summary>
internal sealed class ManualStateStore : IDisposable
{
    private const string Table =
        "CREATE TABLE IF NOT EXISTS endpoint_states (endpoint TEXT PRIMARY KEY, up INTEGER NOT NULL, until TEXT, reason TEXT NOT NULL)";

    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    /// <param name="path">Null keeps them in memory.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public ManualStateStore(string? path)
    {
        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path ?? ":memory:", DefaultTimeout = 10, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var create = connection.CreateCommand();
            create.CommandText = Table;
            create.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new IOException($"`{path}` cannot be opened as a store of endpoint states: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    public void Set(ManualState state)
    {
        lock (gate)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT OR REPLACE INTO endpoint_states VALUES ($1, $2, $3, $4)";
            command.Parameters.AddWithValue("$1", state.Endpoint);
            command.Parameters.AddWithValue("$2", state.IsUp ? 1 : 0);
            command.Parameters.AddWithValue("$3", state.Until is { } until ? Timestamps.Format(until) : DBNull.Value);
            command.Parameters.AddWithValue("$4", state.Reason);
            command.ExecuteNonQuery();
        }
    }

    public ImmutableArray<ManualState> All()
    {
        lock (gate)
        {
            var states = ImmutableArray.CreateBuilder<ManualState>();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT endpoint, up, until, reason FROM endpoint_states";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                states.Add(new ManualState(
                    reader.GetString(0),
                    reader.GetInt64(1) != 0,
                    reader.IsDBNull(2) ? null : DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
                    reader.GetString(3)));
            }

            return states.ToImmutable();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            connection.Dispose();
        }
    }
}
