using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace RulesRouter.Classifiers.Training.Data;

/// <summary>
/// Reads outcome files: one JSON object a line, plain (<c>.jsonl</c>) or compressed (<c>.jsonl.gz</c>). Strict: reading stops at the first
/// error.
/// </summary>
internal static class OutcomeReader
{
    /// <summary>Every outcome file of a folder, by name.</summary>
    /// <exception cref="OutcomeDataException">There is no file, or one cannot be read.</exception>
    public static IReadOnlyList<OutcomeRow> ReadFolder(string folder)
    {
        var files = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(IsOutcomeFile).Order(StringComparer.Ordinal).ToList()
            : throw new OutcomeDataException(folder, 0, "does not exist");
        return files.Count == 0
            ? throw new OutcomeDataException(folder, 0, "no `.jsonl` or `.jsonl.gz` file in it")
            : [.. files.SelectMany(ReadFile)];
    }

    /// <exception cref="OutcomeDataException">The file is missing or a line of it is not an outcome row.</exception>
    public static IReadOnlyList<OutcomeRow> ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new OutcomeDataException(path, 0, "does not exist");
        }

        using var file = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            return Read(text, path);
        }
        catch (InvalidDataException exception)
        {
            throw new OutcomeDataException(path, 0, "not a gzip file: " + exception.Message, exception);
        }
    }

    internal static IReadOnlyList<OutcomeRow> Read(Stream stream, string path)
    {
        var dataSet = Path.GetFileName(path).Split(".jsonl")[0];
        var rows = new List<OutcomeRow>();
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: false));
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0)
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(text);
                rows.Add(RowOf(document.RootElement, dataSet));
            }
            catch (Exception exception) when (exception is JsonException or FormatException)
            {
                throw new OutcomeDataException(path, line, exception.Message, exception);
            }
        }

        return rows;
    }

    private static bool IsOutcomeFile(string path) =>
        path.EndsWith(".jsonl", StringComparison.Ordinal) || path.EndsWith(".jsonl.gz", StringComparison.Ordinal);

    private static OutcomeRow RowOf(JsonElement row, string dataSet) =>
        row.ValueKind != JsonValueKind.Object
            ? throw new FormatException($"expected an object, found {Describe(row)}")
            : new OutcomeRow
            {
                DataSet = dataSet,
                Id = Required(row, "id"),
                Source = Required(row, "source"),
                Group = Required(row, "group"),
                Prompt = row.TryGetProperty("messages", out _) ? "" : Required(row, "prompt"),
                Messages = MessagesOf(row),
                Language = Optional(row, "lang"),
                Task = Optional(row, "task"),
                KindLabel = Optional(row, "kind"),
                Outcomes = Numbers(row, "outcomes", 1),
                CostUsd = Numbers(row, "costUsd", double.MaxValue),
                OutChars = Numbers(row, "outChars", double.MaxValue),
            };

    private static string Required(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : row.TryGetProperty("decisionId", out _)
            ? throw new FormatException(
                "an outcome without its prompt; `rulesrouter outcomes import` takes it into a store, and `rulesrouter classifier adapt --store` learns from that")
            : throw new FormatException($"`{name}` must be a text");

    private static string? Optional(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IReadOnlyList<LabelledMessage> MessagesOf(JsonElement row)
    {
        if (!row.TryGetProperty("messages", out var messages))
        {
            return [];
        }

        return messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0
            ? [.. messages.EnumerateArray().Select(message => new LabelledMessage(Required(message, "role"), TextOf(message)))]
            : throw new FormatException($"`messages` must be a list of messages, found {Describe(messages)}");
    }

    /// <summary>A message that only calls tools has no text.</summary>
    private static string TextOf(JsonElement message) =>
        message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString()! : "";

    private static Dictionary<string, double> Numbers(JsonElement row, string name, double most)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        if (!row.TryGetProperty(name, out var map) || map.ValueKind == JsonValueKind.Null)
        {
            return numbers;
        }

        if (map.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"`{name}` must map models to numbers, found {Describe(map)}");
        }

        foreach (var entry in map.EnumerateObject())
        {
            var number = NumberOf(entry.Value)
                ?? throw new FormatException($"`{name}.{entry.Name}` must be a number, found {Describe(entry.Value)}");
            numbers[entry.Name] = number >= 0 && number <= most
                ? number
                : throw new FormatException($"`{name}.{entry.Name}` must be between 0 and {most:R}, found {number:R}");
        }

        return numbers;
    }

    /// <summary>
    /// A number; true or false; or a benchmark's object of the points reached (`now_score`) and to be reached (`full_score`).
    /// </summary>
    private static double? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Object when value.TryGetProperty("now_score", out var now) && value.TryGetProperty("full_score", out var full)
            && full.GetDouble() > 0 => Math.Clamp(now.GetDouble() / full.GetDouble(), 0, 1),
        _ => null,
    };

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Null or JsonValueKind.Undefined => "nothing",
        _ => value.GetRawText(),
    };
}
