using System.Text.Json;
using RulesRouter.Requests;

namespace RulesRouter.Service.Outcomes;

/// <summary>Reads decisions from the record that a service appended, so that outcomes may be about them.</summary>
public static class RecordedDecisions
{
    /// <summary>Routed decisions; a last line that a crash cut short is left out.</summary>
    /// <exception cref="IOException">The file cannot be read, or is no such record.</exception>
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
            catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                if (!IsLast(path, number))
                {
                    throw new IOException($"{path}:{number}: no recorded decision: {fault.Message}", fault);
                }
            }
        }

        return found;
    }

    private static bool IsLast(string path, int number) => !File.ReadLines(path).Skip(number).Any();

    private static KnownDecision? Decision(JsonElement line)
    {
        var decision = line.GetProperty("decision");
        if (decision.GetProperty("outcome").GetString() != "routed")
        {
            return null;
        }

        var about = decision.GetProperty("classification");
        return new KnownDecision(
            line.GetProperty("decisionId").GetString()!,
            line.GetProperty("at").GetDateTimeOffset(),
            about.TryGetProperty("task", out var task) && TaskNames.TryParse(task.GetString()!, out var kind) ? kind : null,
            about.TryGetProperty("complexity", out var complexity) ? complexity.GetProperty("score").GetDouble() : null,
            [decision.GetProperty("chosen").GetProperty("endpoint").GetString()!, .. decision.GetProperty("fallbacks").EnumerateArray().Select(hop => hop.GetProperty("endpoint").GetString()!)]);
    }
}
