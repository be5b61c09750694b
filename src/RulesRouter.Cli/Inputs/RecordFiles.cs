using RulesRouter.Service.Recording;

namespace RulesRouter.Cli.Inputs;

/// <summary>The files of logs: a folder is a record, whose segments are its files; a file may be compressed with gzip.</summary>
internal static class RecordFiles
{
    /// <summary>Each path, or the segments of the record that it names, oldest first.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> paths) => [.. paths.SelectMany(Of)];

    public static IEnumerable<string> Of(string path) => Directory.Exists(path)
        ? new RecordLayout(path).Segments().Select(segment => segment.Path)
        : [path];

    public static IEnumerable<string> Lines(string path)
    {
        IReadOnlyList<RecordSegment> files = Directory.Exists(path)
            ? new RecordLayout(path).Segments()
            : [new RecordSegment(0, path, path.EndsWith(".gz", StringComparison.Ordinal), DateTimeOffset.MinValue)];
        foreach (var file in files)
        {
            using var reader = new StreamReader(file.Open());
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }
}
