using System.Globalization;

namespace RulesRouter.Service.Recording;

/// <summary>
/// The files of a record: a folder of numbered segments, or a single file. A path that does not exist yet is a file if it has an
/// extension, else a folder.
/// </summary>
internal sealed class RecordLayout
{
    private const string Extension = ".jsonl";
    private const string Compressed = ".jsonl.gz";
    private const string Started = "yyyyMMdd'T'HHmmss'Z'";

    private static readonly string[] OwnFiles = ["lock", "decision-key", ".gitignore"];

    public RecordLayout(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        IsFolder = Directory.Exists(Path) || (!File.Exists(Path) && !System.IO.Path.HasExtension(Path));
    }

    public string Path { get; }

    public bool IsFolder { get; }

    /// <summary>Held by the one process that writes.</summary>
    public string LockPath => IsFolder ? InFolder("lock") : Path + ".lock";

    /// <summary>The key that signs decision ids, unless a setting names another file.</summary>
    public string KeyPath => IsFolder ? InFolder("decision-key") : Path + ".key";

    /// <summary>
    /// Oldest first. A segment that is both compressed and not, as a killed process may leave it, is listed once, not compressed.
    /// </summary>
    public IReadOnlyList<RecordSegment> Segments()
    {
        if (!IsFolder)
        {
            return File.Exists(Path) ? [new RecordSegment(0, Path, IsCompressed: false, DateTimeOffset.MinValue)] : [];
        }

        return Directory.Exists(Path)
            ? [
                .. Directory.EnumerateFiles(Path).Select(SegmentAt).OfType<RecordSegment>()
                    .OrderBy(segment => segment.Number)
                    .ThenBy(segment => segment.IsCompressed)
                    .DistinctBy(segment => segment.Number),
            ]
            : [];
    }

    /// <summary>The segment after <paramref name="number"/>.</summary>
    public RecordSegment Next(long number, DateTimeOffset now) => IsFolder
        ? new RecordSegment(
            number + 1,
            InFolder(string.Create(CultureInfo.InvariantCulture, $"{number + 1:D10}-{now.UtcDateTime.ToString(Started, CultureInfo.InvariantCulture)}{Extension}")),
            IsCompressed: false,
            now)
        : new RecordSegment(0, Path, IsCompressed: false, now);

    /// <summary>A file in the folder that is not of a record; null if there is none.</summary>
    public string? ForeignFile() => !IsFolder || !Directory.Exists(Path)
        ? null
        : Directory.EnumerateFileSystemEntries(Path)
            .Select(path => System.IO.Path.GetFileName(path))
            .Where(name => !OwnFiles.Contains(name) && !name.Contains(Extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    private string InFolder(string name) => System.IO.Path.Combine(Path, name);

    private static RecordSegment? SegmentAt(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        var isCompressed = name.EndsWith(Compressed, StringComparison.Ordinal);
        var stem = isCompressed ? name[..^Compressed.Length]
            : name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length]
            : "";
        return stem.Split('-') is [var number, var started]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            && DateTimeOffset.TryParseExact(
                started,
                Started,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var at)
            ? new RecordSegment(parsed, path, isCompressed, at)
            : null;
    }
}
