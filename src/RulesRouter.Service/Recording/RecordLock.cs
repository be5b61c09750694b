using System.Globalization;
using System.Security.Cryptography;

namespace RulesRouter.Service.Recording;

/// <summary>
/// The exclusive right to write a record, held while the process lives. The lock file also has the record's identity, by which an outcome
/// store remembers how far it has read it.
/// </summary>
internal sealed class RecordLock : IDisposable
{
    private readonly FileStream file;
    private readonly OpenFilePlace place;

    private RecordLock(FileStream file, string id)
    {
        this.file = file;
        place = new OpenFilePlace(file.SafeFileHandle, file.Name);
        Id = id;
    }

    /// <summary>Identity of the record.</summary>
    public string Id { get; }

    /// <exception cref="IOException">Another process holds the lock, or the file cannot be opened.</exception>
    public static RecordLock Take(RecordLayout layout)
    {
        FileStream file;
        try
        {
            file = new FileStream(layout.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException && File.Exists(layout.LockPath))
        {
            throw new IOException(
                $"another process writes this record and holds `{layout.LockPath}`; stop it, or give this instance a record of its own",
                exception);
        }

        return new RecordLock(file, Identity(file));
    }

    /// <summary>Whether the lock still keeps others out: its file may have been deleted or replaced.</summary>
    public bool IsIntact() => place.Change() is null;

    public void Dispose() => file.Dispose();

    private static string Identity(FileStream file)
    {
        var text = new byte[32];
        var read = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (Guid.TryParseExact(System.Text.Encoding.ASCII.GetString(text, 0, read), "N", out var known))
        {
            return known.ToString("N", CultureInfo.InvariantCulture);
        }

        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        file.SetLength(0);
        file.Position = 0;
        file.Write(System.Text.Encoding.ASCII.GetBytes(id + "\n"));
        file.Flush(flushToDisk: true);
        return id;
    }
}
