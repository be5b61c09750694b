using System.IO.Compression;

namespace RulesRouter.Service.Recording;

/// <summary>A file of consecutive lines of a record.</summary>
/// <param name="Number">Grows by one with each segment; 0 for a record that is a single file.</param>
/// <param name="StartedAt">When its first line may have been written.</param>
internal sealed record RecordSegment(long Number, string Path, bool IsCompressed, DateTimeOffset StartedAt)
{
    private string CompressedPath => IsCompressed ? Path : Path + ".gz";

    /// <summary>
    /// Its lines, uncompressed. Reading does not disturb the process that writes, and that process may compress the file meanwhile.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Stream Open()
    {
        try
        {
            return IsCompressed ? new GZipStream(File(Path), CompressionMode.Decompress) : File(Path);
        }
        catch (FileNotFoundException) when (!IsCompressed && System.IO.File.Exists(CompressedPath))
        {
            return new GZipStream(File(CompressedPath), CompressionMode.Decompress);
        }
    }

    private static FileStream File(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
