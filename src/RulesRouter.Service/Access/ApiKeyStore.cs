using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Language;
using RulesRouter.Language.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>
/// Holds the current keys and replaces them when their file changes. A file that has errors, is empty, cannot be read or still changes
/// leaves the last good keys in use.
/// </summary>
internal sealed class ApiKeyStore
{
    private readonly string? path;
    private byte[] loaded = [];
    private byte[] seen = [];
    private volatile ApiKeyRing ring = new([]);

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="FormatException">The file has errors: one line each.</exception>
    public ApiKeyStore(AccessOptions options)
    {
        path = options.KeysPath;
        if (path is not null)
        {
            var file = ReadFile(path);
            Load(file);
            loaded = seen = file.Content.ToArray();
            if (!Problems.IsEmpty)
            {
                throw new FormatException(string.Join('\n', Problems));
            }
        }
    }

    public ApiKeyRing Ring => ring;

    /// <summary>Why the file's last version is not in use; empty if it is.</summary>
    public ImmutableArray<string> Problems { get; private set; } = [];

    /// <summary>Reads the file, and takes its keys if it had the same content before. One caller. True if something changed.</summary>
    public bool Refresh()
    {
        if (path is null)
        {
            return false;
        }

        PolicyFile file;
        try
        {
            file = ReadFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            seen = [];
            return Report([$"`{path}` cannot be read: {exception.Message.TrimEnd('.')}"]);
        }

        var content = file.Content.ToArray();
        var isSettled = content.AsSpan().SequenceEqual(seen);
        seen = content;
        if (!isSettled || (content.AsSpan().SequenceEqual(loaded) && Problems.IsEmpty))
        {
            return false;
        }

        return Load(file);
    }

    private bool Load(PolicyFile file)
    {
        var diagnostics = new DiagnosticBag();
        var keys = ApiKeyFile.Read(file, diagnostics);
        if (diagnostics.HasErrors)
        {
            return Report([.. diagnostics.Sorted().Select(diagnostic => diagnostic.ToString())]);
        }

        ring = new ApiKeyRing(keys);
        loaded = file.Content.ToArray();
        Problems = [];
        return true;
    }

    private bool Report(ImmutableArray<string> problems)
    {
        var isNew = !problems.SequenceEqual(Problems);
        Problems = problems;
        return isNew;
    }

    private static PolicyFile ReadFile(string path) => Directory.Exists(path)
        ? throw new IOException("it is a folder")
        : File.Exists(path) ? PolicyDirectory.Read(path).Single() : throw new IOException("it does not exist");
}
