using Microsoft.Data.Sqlite;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Sessions;

/// <summary>Sessions of one machine: a SQLite file that several processes may share, or memory.</summary>
internal sealed class SqliteSessionStore : ISessionStore
{
    private const string Table = """
        CREATE TABLE IF NOT EXISTS sessions (
          fact INTEGER NOT NULL, owner TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, until INTEGER NOT NULL,
          PRIMARY KEY (fact, owner, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (fact, owner, until);
        """;

    private const string Select = "SELECT value, until FROM sessions WHERE fact = $1 AND owner = $2 AND id = $3 AND until > $4";

    private readonly StateFile file;
    private readonly int capacity;
    private readonly int cleanEvery;

    /// <summary>Whose new values may be beyond the capacity: at most one for each new value since the last cleaning.</summary>
    private readonly HashSet<(SessionFact Fact, string Owner)> grown = [];

    private int sinceCleaned;

    /// <param name="capacity">
    /// Values of a fact that a credential has at least; a twentieth more at most for each process that stores some of it.
    /// </param>
    /// <exception cref="IOException">The file is not a store of sessions.</exception>
    public SqliteSessionStore(StateFile file, int capacity = SessionCapacity.Default)
    {
        (this.file, this.capacity, cleanEvery) = (file, capacity, Math.Max(1, capacity / 20));
        file.Create(Table);
    }

    public SessionValue? Find(SessionKey key, DateTimeOffset now) => file.Query(Select, Value, Arguments(key, now));

    public void Change(SessionKey key, Func<SessionValue?, string?> change, DateTimeOffset now, TimeSpan lifetime) =>
        file.InTransaction(transaction =>
        {
            var before = Find(key, now, transaction);
            if (change(before) is not { } text)
            {
                return file.Run(
                    "DELETE FROM sessions WHERE fact = $1 AND owner = $2 AND id = $3",
                    transaction,
                    (int)key.Fact,
                    key.Owner,
                    key.Id);
            }

            file.Run(
                "INSERT OR REPLACE INTO sessions VALUES ($1, $2, $3, $4, $5)",
                transaction,
                (int)key.Fact,
                key.Owner,
                key.Id,
                text,
                (now + lifetime).ToUnixTimeMilliseconds());
            if (before is null)
            {
                CountNew(key, now, transaction);
            }

            return 0;
        });

    private SessionValue? Find(SessionKey key, DateTimeOffset now, SqliteTransaction transaction)
    {
        using var command = file.Command(Select, transaction, Arguments(key, now));
        using var reader = command.ExecuteReader();
        return Value(reader);
    }

    private static object[] Arguments(SessionKey key, DateTimeOffset now) =>
        [(int)key.Fact, key.Owner, key.Id, now.ToUnixTimeMilliseconds()];

    private static SessionValue? Value(SqliteDataReader reader) => reader.Read()
        ? new SessionValue(reader.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)))
        : null;

    private void CountNew(SessionKey key, DateTimeOffset now, SqliteTransaction transaction)
    {
        grown.Add((key.Fact, key.Owner));
        if (++sinceCleaned >= cleanEvery)
        {
            Clean(now, transaction);
            grown.Clear();
            sinceCleaned = 0;
        }
    }

    /// <summary>Deletes what has expired, and what each credential with new values has beyond its capacity.</summary>
    private void Clean(DateTimeOffset now, SqliteTransaction transaction)
    {
        file.Run("DELETE FROM sessions WHERE until <= $1", transaction, now.ToUnixTimeMilliseconds());
        foreach (var (fact, owner) in grown)
        {
            file.Run(
                """
                DELETE FROM sessions WHERE fact = $1 AND owner = $2 AND id IN (
                  SELECT id FROM sessions WHERE fact = $1 AND owner = $2 ORDER BY until DESC LIMIT -1 OFFSET $3)
                """,
                transaction,
                (int)fact,
                owner,
                capacity);
        }
    }
}
