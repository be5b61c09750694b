using Microsoft.Data.Sqlite;

namespace RulesRouter.State.Stores;

/// <summary>
/// The SQLite file of the state, or memory. Several processes may share it. The stores of one process share one connection, so that none
/// of them waits for another's lock. Thread-safe.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private bool isDisposed;

    /// <param name="path">Null keeps everything in memory.</param>
    /// <exception cref="IOException">The file cannot be opened, or is not a SQLite file.</exception>
    public StateFile(string? path)
    {
        if (path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path ?? ":memory:", DefaultTimeout = 10, Pooling = false }.ToString());
        try
        {
            connection.Open();

            // SQLite itself waits for other processes, and looks more often than the client would.
            Execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new IOException($"`{path}` cannot be opened as a store of state: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <exception cref="IOException">The file has other tables of these names, or cannot be written.</exception>
    public void Create(string tables)
    {
        try
        {
            lock (gate)
            {
                Execute(tables);
            }
        }
        catch (SqliteException exception)
        {
            throw new IOException(
                $"`{connection.DataSource}` cannot be used as a store of state: {exception.Message.TrimEnd('.')}",
                exception);
        }
    }

    /// <summary>A transaction that locks the file for writing at its start, so that no other process writes between its steps.</summary>
    /// <exception cref="StoreLostException">Nothing was changed.</exception>
    public T InTransaction<T>(Func<SqliteTransaction, T> work)
    {
        lock (gate)
        {
            RequireOpen();
            try
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                var result = work(transaction);
                transaction.Commit();
                return result;
            }
            catch (SqliteException exception)
            {
                throw new StoreLostException($"the store of state failed: {exception.Message.TrimEnd('.')}", exception);
            }
        }
    }

    /// <summary>One query, which waits for no other process.</summary>
    /// <exception cref="StoreLostException">The file cannot be read.</exception>
    public T Query<T>(string sql, Func<SqliteDataReader, T> read, params object[] values)
    {
        lock (gate)
        {
            RequireOpen();
            try
            {
                using var command = Command(sql, transaction: null, values);
                using var reader = command.ExecuteReader();
                return read(reader);
            }
            catch (SqliteException exception)
            {
                throw new StoreLostException($"the store of state failed: {exception.Message.TrimEnd('.')}", exception);
            }
        }
    }

    /// <param name="values">Of <c>$1</c>, <c>$2</c> and so on.</param>
    public SqliteCommand Command(string sql, SqliteTransaction? transaction, params object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue($"${index + 1}", values[index]);
        }

        return command;
    }

    /// <returns>The number of changed rows.</returns>
    public int Run(string sql, SqliteTransaction transaction, params object[] values)
    {
        using var command = Command(sql, transaction, values);
        return command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            connection.Dispose();
        }
    }

    /// <summary>Work that is still under way when the service has stopped.</summary>
    private void RequireOpen()
    {
        if (isDisposed)
        {
            throw new StoreLostException("the store of state is closed");
        }
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
