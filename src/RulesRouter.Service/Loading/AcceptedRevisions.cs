using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Formats;
using RulesRouter.Language;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Loading;

/// <summary>
/// The contents that a service accepted, in files: the last one serves after a restart, whatever became of its source. A file appears whole
/// or not at all, and its digest is checked when it is read. Instances may share the folder.
/// </summary>
internal sealed class AcceptedRevisions
{
    private const int MaxKept = 10;
    private const string PointerFile = "accepted.json";

    private readonly string folder;

    private AcceptedRevisions(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>Those of a service; null if its settings keep none.</summary>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    public static AcceptedRevisions? Of(ServiceOptions options) => FolderOf(options) is { } folder ? new AcceptedRevisions(folder) : null;

    /// <summary>Whether a service with these settings has an accepted revision to start with.</summary>
    public static bool Exist(ServiceOptions options) =>
        FolderOf(options) is { } folder && File.Exists(Path.Combine(folder, PointerFile));

    /// <summary>Null before anything was accepted, and if the file cannot be read.</summary>
    public AcceptedPointer? Pointer() => Read<AcceptedPointer>(Path.Combine(folder, PointerFile));

    /// <summary>The content of a hash; null if it is not kept or damaged.</summary>
    public PolicyContent? Find(string content) =>
        Stored(FileOf(content)) is { } stored && Content(stored) is { } found && found.Hash == content ? found : null;

    /// <summary>The content that was accepted as a revision; null if it is not kept.</summary>
    public PolicyContent? FindRevision(string revision) =>
        Newest().Select(Stored).FirstOrDefault(one => one?.Revision == revision) is { } stored ? Content(stored) : null;

    /// <summary>The content that was accepted before another; null if none is kept.</summary>
    public PolicyContent? Before(string content) =>
        Newest().Select(Stored).OfType<StoredContent>().Where(one => one.Content != content).Select(Content).FirstOrDefault();

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Accept(PolicyContent content, string revision, string? skipped)
    {
        var file = FileOf(content.Hash);
        Write(
            file,
            new StoredContent(
                content.Hash,
                revision,
                content.Commit,
                [.. content.Files.Select(StoredFile.Of)]));
        Write(Path.Combine(folder, PointerFile), new AcceptedPointer(content.Hash, skipped, (Pointer()?.Sequence ?? 0) + 1));
        foreach (var old in Newest().Skip(MaxKept).Where(old => old != file))
        {
            File.Delete(old);
        }
    }

    /// <summary>Services of other sources and parameters have other revisions.</summary>
    private static string? FolderOf(ServiceOptions options) => options.Loading.StatePath is { } state
        ? Path.Combine(state, Sha256.ShortHex(SourceOf(options)))
        : null;

    private static string SourceOf(ServiceOptions options) => string.Join(
        '\n',
        [
            options.Loading.GitUrl is { } url
                ? $"{url}\n{options.Loading.GitRef}\n{options.PoliciesPath}"
                : Path.GetFullPath(options.PoliciesPath),
            options.ParametersPath is { } parameters ? Path.GetFullPath(parameters) : "",
            .. options.ParameterSettings,
        ]);

    private string FileOf(string content) => Path.Combine(folder, $"{content[(content.IndexOf(':') + 1)..]}.content.json");

    private IEnumerable<string> Newest() =>
        Directory.GetFiles(folder, "*.content.json")
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .ThenBy(file => file, StringComparer.Ordinal);

    private static StoredContent? Stored(string file) => Read<StoredContent>(file);

    private static PolicyContent Content(StoredContent stored) => new(
        [
            .. stored.Files.Select(one => new PolicyFile(one.Path, one.Bytes)
            {
                RelativePath = one.RelativePath,
                Kind = one.Kind,
                IsOutsideLink = one.IsOutsideLink,
            }),
        ],
        stored.Commit);

    private static T? Read<T>(string file)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Into a file beside it, onto the disk, then in its place.</summary>
    private static void Write<T>(string file, T value)
    {
        var beside = $"{file}.{Environment.ProcessId}.tmp";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, value);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }

    private sealed record StoredContent(string Content, string Revision, string? Commit, ImmutableArray<StoredFile> Files);

    private sealed record StoredFile(string Path, string RelativePath, string? Kind, bool IsOutsideLink, byte[] Bytes)
    {
        public static StoredFile Of(PolicyFile file) =>
            new(file.Path, file.RelativePath, file.Kind, file.IsOutsideLink, file.Content.ToArray());
    }
}
