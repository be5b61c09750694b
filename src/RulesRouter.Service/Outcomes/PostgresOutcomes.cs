using System.Data.Common;
using Npgsql;

namespace RulesRouter.Service.Outcomes;

/// <summary>An outcome store in PostgreSQL, which several instances share.</summary>
internal sealed class PostgresOutcomes : IOutcomeDatabase
{
    /// <summary>Of the lock that every writer of outcomes takes: arbitrary, the same in all instances.</summary>
    private const long LockId = 0x72756c6573726f75;

    private readonly string settings;

    /// <param name="url"><c>postgres://user:password@host:port/database</c></param>
    /// <exception cref="IOException">The address is not of this form.</exception>
    public PostgresOutcomes(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.AbsolutePath.Length < 2)
        {
            throw new IOException("the address of a PostgreSQL store must be `postgres://user:password@host:port/database`");
        }

        var user = address.UserInfo.Split(':', 2);
        Name = $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";
        settings = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.IsDefaultPort ? 5432 : address.Port,
            Database = Uri.UnescapeDataString(address.AbsolutePath[1..]),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Timeout = 2,
            CommandTimeout = 10,
            Pooling = false,
        }.ToString();
    }

    public string Name { get; }

    public static bool IsAddress(string place) =>
        place.StartsWith("postgres://", StringComparison.Ordinal) || place.StartsWith("postgresql://", StringComparison.Ordinal);

    public DbConnection Open()
    {
        var connection = new NpgsqlConnection(settings);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public bool IsCurrent(DbConnection connection) => connection.State == System.Data.ConnectionState.Open;

    public void Lock(DbTransaction transaction)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT pg_advisory_xact_lock(@id)";
        command.Parameters.Add(new NpgsqlParameter("id", LockId));
        command.ExecuteNonQuery();
    }

    public bool HasTable(DbTransaction transaction, string table)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = @table";
        command.Parameters.Add(new NpgsqlParameter("table", table));
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Never: the store of several instances is repaired by hand.</summary>
    public bool Discard(DbException exception) => false;
}
