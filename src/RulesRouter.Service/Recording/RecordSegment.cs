using System.IO.Compression;

namespace RulesRouter.Service.Recording;

/// <summary>A file of consecutive lines of a record.</summary>
/// <param name="Number">Grows by one with each segment; 0 for a record that is a single file.</param>
/// <param name="StartedAt">When its first line may have been written.</param>
internal sealed record RecordSegment(long Number, string Path, bool IsCompressed, DateTimeOffset StartedAt)
{
    /// <summary>Its lines, uncompressed. Reading does not disturb the process that writes.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Stream Open()
    {
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return IsCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
