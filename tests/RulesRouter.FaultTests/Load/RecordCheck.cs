using System.IO.Compression;
using System.Text.Json;

namespace RulesRouter.FaultTests.Load;

/// <summary>Reads records without the program that wrote them.</summary>
internal static class RecordCheck
{
    /// <summary>The ids of all decisions, and of all decisions with an outcome.</summary>
    public static (HashSet<string> Decisions, HashSet<string> Outcomes) Read(params IEnumerable<string> folders)
    {
        var found = (Decisions: new HashSet<string>(StringComparer.Ordinal), Outcomes: new HashSet<string>(StringComparer.Ordinal));
        foreach (var file in folders.SelectMany(Directory.GetFiles))
        {
            if (file.EndsWith(".jsonl", StringComparison.Ordinal) || file.EndsWith(".jsonl.gz", StringComparison.Ordinal))
            {
                Read(file, found.Decisions, found.Outcomes);
            }
        }

        return found;
    }

    private static void Read(string file, HashSet<string> decisions, HashSet<string> outcomes)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using Stream content = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(open, CompressionMode.Decompress) : open;
        using var reader = new StreamReader(content);
        while (reader.ReadLine() is { } line)
        {
            if (Parsed(line) is { } json)
            {
                var id = json.GetProperty("decisionId").GetString()!;
                (json.TryGetProperty("decision", out _) ? decisions : outcomes).Add(id);
            }
        }
    }

    /// <summary>Null for what a killed process left of a line.</summary>
    private static JsonElement? Parsed(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonDocument.Parse(line).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
