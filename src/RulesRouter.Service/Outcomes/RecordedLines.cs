using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Service.Recording;
using RulesRouter.Wire.Outcomes;

namespace RulesRouter.Service.Outcomes;

/// <summary>What a line of the record says for the outcome store.</summary>
/// <param name="Decision">Of a routed decision that was not simulated.</param>
/// <param name="After">The place after the line.</param>
internal readonly record struct RecordedLine(KnownDecision? Decision, ReceivedOutcome? Outcome, RecordPosition After);

/// <summary>Reads the decisions and outcomes of a record, so that outcomes can refer to them.</summary>
internal static class RecordedLines
{
    /// <summary>
    /// Every complete line from a place on. A line that is neither a decision nor an outcome is given empty: a killed process may leave
    /// half of one, and its decision was not sent.
    /// </summary>
    /// <param name="damaged">Receives what is wrong with a segment whose remaining lines cannot be read.</param>
    /// <exception cref="IOException">The record cannot be read.</exception>
    public static IEnumerable<RecordedLine> Read(RecordLayout layout, RecordPosition from, Action<string> damaged)
    {
        foreach (var (line, after) in RecordLines.Read(layout, from, damaged))
        {
            yield return Read(line, after);
        }
    }

    /// <summary>The decisions and outcomes of a record.</summary>
    /// <exception cref="IOException">The record cannot be read, or has lines but none of a record.</exception>
    public static (IReadOnlyCollection<KnownDecision> Decisions, IReadOnlyList<ReceivedOutcome> Outcomes) ReadAll(string path)
    {
        var (lines, readable) = (0, 0);
        var decisions = new List<KnownDecision>();
        var outcomes = new List<ReceivedOutcome>();
        foreach (var (line, _) in RecordLines.Read(new RecordLayout(path), RecordPosition.Start))
        {
            lines++;
            try
            {
                var read = Parse(line, default);
                readable++;
                if (read.Decision is { } decision)
                {
                    decisions.Add(decision);
                }

                if (read.Outcome is { } outcome)
                {
                    outcomes.Add(outcome);
                }
            }
            catch (Exception exception) when (IsNotOfARecord(exception))
            {
                // Half of a line, which a crash left.
            }
        }

        return lines > 0 && readable == 0
            ? throw new IOException($"`{path}` is not a record: no line is a decision or an outcome")
            : (decisions, outcomes);
    }

    private static RecordedLine Read(ReadOnlyMemory<byte> line, RecordPosition after)
    {
        try
        {
            return Parse(line, after);
        }
        catch (Exception exception) when (IsNotOfARecord(exception))
        {
            return new RecordedLine(null, null, after);
        }
    }

    private static RecordedLine Parse(ReadOnlyMemory<byte> line, RecordPosition after)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return root.TryGetProperty("calls", out _)
            ? new RecordedLine(null, null, after)
            : root.TryGetProperty("receivedAt", out var receivedAt)
            ? new RecordedLine(null, Outcome(root, receivedAt.GetDateTimeOffset()), after)
            : new RecordedLine(Decision(root), null, after);
    }

    private static bool IsNotOfARecord(Exception exception) =>
        exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    private static ReceivedOutcome Outcome(JsonElement line, DateTimeOffset receivedAt)
    {
        var outcome = line.GetProperty("outcome");
        var (report, errors) = OutcomeReportReader.Read(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(outcome));
        return new ReceivedOutcome(
            report ?? throw new FormatException(errors[0].Message),
            receivedAt,
            line.TryGetProperty("reporter", out var reporter) ? reporter.GetString() : null);
    }

    private static KnownDecision? Decision(JsonElement line)
    {
        var decision = line.GetProperty("decision");
        if (decision.GetProperty("outcome").GetString() != "routed" || decision.TryGetProperty("simulated", out _))
        {
            return null;
        }

        var about = decision.GetProperty("classification");
        return new KnownDecision(
            line.GetProperty("decisionId").GetString()!,
            line.GetProperty("at").GetDateTimeOffset(),
            about.TryGetProperty("task", out var task) && EnumNames<TaskKind>.TryParse(task.GetString()!, out var kind) ? kind : null,
            about.TryGetProperty("complexity", out var complexity) ? complexity.GetProperty("score").GetDouble() : null,
            [
                decision.GetProperty("chosen").GetProperty("endpoint").GetString()!,
                .. decision.GetProperty("fallbacks").EnumerateArray().Select(hop => hop.GetProperty("endpoint").GetString()!),
            ],
            about.TryGetProperty("difficultyGroup", out var group) ? group.GetString() : null);
    }
}
