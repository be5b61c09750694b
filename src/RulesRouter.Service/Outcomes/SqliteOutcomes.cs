using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace RulesRouter.Service.Outcomes;

/// <summary>An outcome store in one SQLite file.</summary>
/// <param name="patience">How long to wait for another process that writes.</param>
/// <param name="canRebuild">A damaged file may be replaced by an empty one: the record has everything.</param>
internal sealed class SqliteOutcomes(string path, TimeSpan patience, bool canRebuild) : IOutcomeDatabase
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public string Name => path;

    public DbConnection Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = (int)patience.TotalSeconds,
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A deleted file is still written by those that have it open.</summary>
    public bool IsCurrent(DbConnection connection) => File.Exists(path);

    /// <summary>Nothing: a transaction of SQLite is the only one that writes.</summary>
    public void Lock(DbTransaction transaction)
    {
    }

    public bool HasTable(DbTransaction transaction, string table)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @table";
        command.Parameters.Add(new SqliteParameter("@table", table));
        return command.ExecuteScalar() is not null;
    }

    public bool Discard(DbException exception)
    {
        if (!canRebuild || exception is not SqliteException { SqliteErrorCode: Corrupt or NotADatabase } || !WasADatabase())
        {
            return false;
        }

        File.Move(path, $"{path}.damaged-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        return true;
    }

    /// <summary>Another file that was named by mistake is not moved.</summary>
    private bool WasADatabase()
    {
        var start = new byte[15];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes("SQLite format 3"));
    }
}
