using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Mining;

/// <summary>The text of an issue or a pull request, as people wrote it before the change.</summary>
internal sealed record ReportedText(InstructionSource Source, string Title, string Body)
{
    /// <summary>
    /// Reads a JSON list of objects with <c>number</c>, <c>title</c> and <c>body</c>, as <c>gh issue list --json number,title,body</c> and
    /// <c>gh pr list --json number,title,body,headRefName</c> print them; <c>headRefName</c> or <c>pull_request</c> marks a pull request.
    /// </summary>
    /// <exception cref="FormatException">The file has another shape; the message says where.</exception>
    public static ImmutableDictionary<int, ReportedText> Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException("expected a list of objects with `number`, `title` and `body`");
            }

            var read = ImmutableDictionary.CreateBuilder<int, ReportedText>();
            foreach (var (index, entry) in document.RootElement.EnumerateArray().Index())
            {
                var (number, text) = ReadEntry(entry, index);
                read[number] = text;
            }

            return read.ToImmutable();
        }
        catch (JsonException exception)
        {
            throw new FormatException($"not JSON: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static (int Number, ReportedText Text) ReadEntry(JsonElement entry, int index)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"/{index}: expected an object with `number`, `title` and `body`");
        }

        if (!entry.TryGetProperty("number", out var number)
            || number.ValueKind != JsonValueKind.Number
            || !number.TryGetInt32(out var value))
        {
            throw new FormatException($"/{index}/number: expected an integer");
        }

        var isPull = entry.TryGetProperty("headRefName", out _) || entry.TryGetProperty("pull_request", out _);
        return (value, new ReportedText(
            isPull ? InstructionSource.PullRequest : InstructionSource.Issue,
            StringOf(entry, "title", index),
            StringOf(entry, "body", index)));
    }

    private static string StringOf(JsonElement entry, string name, int index) =>
        !entry.TryGetProperty(name, out var found) || found.ValueKind == JsonValueKind.Null ? ""
        : found.ValueKind == JsonValueKind.String ? found.GetString()!
        : throw new FormatException($"/{index}/{name}: expected a string");
}
