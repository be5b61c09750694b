using System.IO.Compression;
using System.Text.Json;

namespace RulesRouter.Language.Import.Sources;

/// <summary>Opens a source's file.</summary>
internal static class JsonSource
{
    /// <summary>JSON, gzipped where the name ends in <c>.gz</c>.</summary>
    public static JsonElement Open(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var document = JsonDocument.Parse(content);
        return document.RootElement.Clone();
    }
}
