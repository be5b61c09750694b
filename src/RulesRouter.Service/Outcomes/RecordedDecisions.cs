using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Names;

namespace RulesRouter.Service.Outcomes;

/// <summary>Reads the decisions of a decision record, so that outcomes can refer to them.</summary>
internal static class RecordedDecisions
{
    /// <summary>The routed decisions, without simulated ones; an incomplete last line, which a crash may leave, is skipped.</summary>
    /// <exception cref="IOException">The file cannot be read, or is not a decision record.</exception>
    public static IReadOnlyCollection<KnownDecision> Read(string path)
    {
        var found = new List<KnownDecision>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            try
            {
                using var document = JsonDocument.Parse(line);
                if (Decision(document.RootElement) is { } decision)
                {
                    found.Add(decision);
                }
            }
            catch (Exception exception) when (exception is JsonException
                or KeyNotFoundException
                or InvalidOperationException
                or FormatException)
            {
                if (!IsLast(path, number))
                {
                    throw new IOException($"{path}:{number}: not a recorded decision: {exception.Message}", exception);
                }
            }
        }

        return found;
    }

    private static bool IsLast(string path, int number) => !File.ReadLines(path).Skip(number).Any();

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
            ]);
    }
}
