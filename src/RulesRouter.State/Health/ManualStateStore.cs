using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Requests;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Health;

/// <summary>The states that people set, in a SQLite file that the instances of a machine may share, or in memory.</summary>
internal sealed class ManualStateStore
{
    private const string Table =
        "CREATE TABLE IF NOT EXISTS endpoint_states (endpoint TEXT PRIMARY KEY, up INTEGER NOT NULL, until TEXT, reason TEXT NOT NULL)";

    private readonly StateFile file;

    /// <exception cref="IOException">The file is not a store of endpoint states.</exception>
    public ManualStateStore(StateFile file)
    {
        this.file = file;
        file.Create(Table);
    }

    /// <exception cref="StoreLostException">It was not stored.</exception>
    public void Set(ManualState state) => file.InTransaction(transaction => file.Run(
        "INSERT OR REPLACE INTO endpoint_states VALUES ($1, $2, $3, $4)",
        transaction,
        state.Endpoint,
        state.IsUp ? 1 : 0,
        state.Until is { } until ? Timestamps.Format(until) : DBNull.Value,
        state.Reason));

    /// <exception cref="StoreLostException">They cannot be read.</exception>
    public ImmutableArray<ManualState> All() => file.Query("SELECT endpoint, up, until, reason FROM endpoint_states", reader =>
    {
        var states = ImmutableArray.CreateBuilder<ManualState>();
        while (reader.Read())
        {
            states.Add(new ManualState(
                reader.GetString(0),
                reader.GetInt64(1) != 0,
                reader.IsDBNull(2) ? null : DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
                reader.GetString(3)));
        }

        return states.ToImmutable();
    });
}
