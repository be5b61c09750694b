using System.Text;
using System.Text.Json;

namespace RulesRouter.Cli.Exporting;

/// <summary>A line of a record as one row of a table. What does not apply to its kind is null.</summary>
/// <param name="Kind"><c>decision</c>, <c>outcome</c> or <c>calls</c>.</param>
/// <param name="At">When the decision was made, the outcome received, or the last call ended.</param>
/// <param name="Answer">The chosen endpoint or the denial code.</param>
/// <param name="Difficulty">0..1</param>
/// <param name="Line">The line itself, as JSON.</param>
internal sealed record RecordRow(
    string Kind,
    string DecisionId,
    DateTime At,
    string? Policy,
    string? Revision,
    string? Answer,
    string? Task,
    double? Difficulty,
    string? Reporter,
    int? Hop,
    int? Sequence,
    string? Verdict,
    string? Source,
    double? Edits,
    double? LatencyMs,
    int? InputTokens,
    int? OutputTokens,
    double? CostUsd,
    int? Turns,
    int? TestsPassed,
    int? TestsFailed,
    int? ToolErrors,
    string Line)
{
    /// <summary>Null if the line is not of a record: a killed process may leave half of one.</summary>
    public static RecordRow? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var text = Encoding.UTF8.GetString(line.Span);
            return document.RootElement.TryGetProperty("receivedAt", out var receivedAt)
                ? Report(document.RootElement, receivedAt.GetDateTimeOffset().UtcDateTime, text)
                : Decision(document.RootElement, text);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static RecordRow Decision(JsonElement line, string text)
    {
        var decision = line.GetProperty("decision");
        var about = decision.GetProperty("classification");
        return new RecordRow(
            "decision",
            line.GetProperty("decisionId").GetString()!,
            line.GetProperty("at").GetDateTimeOffset().UtcDateTime,
            Text(decision, "policy"),
            Text(decision, "revision"),
            decision.TryGetProperty("chosen", out var chosen) ? Text(chosen, "endpoint")
                : decision.TryGetProperty("denial", out var denial) ? Text(denial, "code")
                : null,
            Text(about, "task"),
            about.TryGetProperty("complexity", out var complexity) ? Number(complexity, "score") : null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            text);
    }

    private static RecordRow Report(JsonElement line, DateTime receivedAt, string text) => line.TryGetProperty("calls", out var calls)
        ? Report("calls", line, calls, receivedAt, text)
        : Report("outcome", line, line.GetProperty("outcome"), receivedAt, text);

    private static RecordRow Report(string kind, JsonElement line, JsonElement outcome, DateTime receivedAt, string text) =>
        new(
            kind,
            line.GetProperty("decisionId").GetString()!,
            receivedAt,
            null,
            null,
            Text(outcome, "endpoint"),
            Text(outcome, "task"),
            Number(outcome, "difficulty"),
            Text(line, "reporter"),
            Integer(outcome, "hop"),
            Integer(outcome, "sequence"),
            Text(outcome, "verdict"),
            Text(outcome, "source"),
            Number(outcome, "edits"),
            Number(outcome, "latencyMs"),
            Integer(outcome, "inputTokens"),
            Integer(outcome, "outputTokens"),
            Number(outcome, "costUsd"),
            Integer(outcome, "turns"),
            Integer(outcome, "testsPassed"),
            Integer(outcome, "testsFailed"),
            Integer(outcome, "toolErrors"),
            text);

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static int? Integer(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetInt32() : null;
}
