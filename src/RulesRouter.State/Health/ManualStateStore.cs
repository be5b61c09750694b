using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RulesRouter.Requests;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Health;

/// <summary>The states that people set, in a SQLite file that the instances of a machine may share, or in memory.</summary>
internal sealed class ManualStateStore
{
    /// <summary>The times are apart, so that files without them need no upgrade.</summary>
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS endpoint_states (endpoint TEXT PRIMARY KEY, up INTEGER NOT NULL, until TEXT, reason TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS endpoint_state_times (endpoint TEXT PRIMARY KEY, at INTEGER NOT NULL);
        """;

    private const string Select = """
        SELECT endpoint, up, until, reason, COALESCE(at, 0) FROM endpoint_states LEFT JOIN endpoint_state_times USING (endpoint)
        """;

    private readonly StateFile file;

    /// <exception cref="IOException">The file is not a store of endpoint states.</exception>
    public ManualStateStore(StateFile file)
    {
        this.file = file;
        file.Create(Tables);
    }

    /// <summary>What is set replaces what was set before, whatever the clock was then.</summary>
    /// <exception cref="StoreLostException">It was not stored.</exception>
    public void Set(ManualState state, DateTimeOffset now) => file.InTransaction(transaction =>
    {
        var before = Find(state.Endpoint, transaction)?.At ?? 0;
        Put(new DatedState(state, Math.Max(now.ToUnixTimeMilliseconds(), before + 1)), transaction);
        return 0;
    });

    /// <summary>Takes over states that other instances have, except where this has a later one.</summary>
    /// <exception cref="StoreLostException">None was stored.</exception>
    public void TakeOver(ImmutableArray<DatedState> states) => file.InTransaction(transaction =>
    {
        foreach (var state in states)
        {
            if (Find(state.State.Endpoint, transaction) is not { } own || (own.At <= state.At && own != state))
            {
                Put(state, transaction);
            }
        }

        return 0;
    });

    /// <exception cref="StoreLostException">They cannot be read.</exception>
    public ImmutableArray<DatedState> All() => file.Query(Select, Read);

    private DatedState? Find(string endpoint, SqliteTransaction transaction)
    {
        using var command = file.Command($"{Select} WHERE endpoint = $1", transaction, endpoint);
        using var reader = command.ExecuteReader();
        return Read(reader).FirstOrDefault();
    }

    private void Put(DatedState dated, SqliteTransaction transaction)
    {
        var state = dated.State;
        file.Run(
            "INSERT OR REPLACE INTO endpoint_states VALUES ($1, $2, $3, $4)",
            transaction,
            state.Endpoint,
            state.IsUp ? 1 : 0,
            state.Until is { } until ? Timestamps.Format(until) : DBNull.Value,
            state.Reason);
        file.Run("INSERT OR REPLACE INTO endpoint_state_times VALUES ($1, $2)", transaction, state.Endpoint, dated.At);
    }

    private static ImmutableArray<DatedState> Read(SqliteDataReader reader)
    {
        var states = ImmutableArray.CreateBuilder<DatedState>();
        while (reader.Read())
        {
            states.Add(new DatedState(
                new ManualState(
                    reader.GetString(0),
                    reader.GetInt64(1) != 0,
                    reader.IsDBNull(2) ? null : DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
                    reader.GetString(3)),
                reader.GetInt64(4)));
        }

        return states.ToImmutable();
    }
}
