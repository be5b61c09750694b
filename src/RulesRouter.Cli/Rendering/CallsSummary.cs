using System.Globalization;
using System.Text.Json;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints what came of the calls of a decision, as the gateway recorded it.</summary>
internal static class CallsSummary
{
    public static void Write(TextWriter to, JsonElement calls)
    {
        to.WriteLine("calls");
        foreach (var call in calls.GetProperty("hops").EnumerateArray())
        {
            to.WriteLine($"  {call.GetProperty("endpoint")}: {string.Join(", ", Parts(call))}");
        }

        foreach (var skipped in calls.TryGetProperty("skipped", out var all) ? all.EnumerateArray() : default)
        {
            to.WriteLine($"  {skipped.GetProperty("endpoint")}: not called, {skipped.GetProperty("reason")}");
        }

        if (calls.TryGetProperty("dropped", out var dropped))
        {
            to.WriteLine($"  the upstream did not get: {string.Join(", ", dropped.EnumerateArray())}");
        }

        var answered = calls.TryGetProperty("endpoint", out var endpoint) ? $"answered by {endpoint}" : "no answer";
        to.WriteLine($"  {answered}{(Usd(calls) is { } cost ? $", {cost} in all" : "")}");
    }

    private static IEnumerable<string> Parts(JsonElement call)
    {
        yield return call.TryGetProperty("failed", out var failed) ? $"{failed}"
            : call.TryGetProperty("cancelled", out _) ? "cancelled"
            : call.TryGetProperty("rejected", out _) ? "rejected by a check, and sent since no hop gave a better answer"
            : "answered";
        if (call.TryGetProperty("status", out var status))
        {
            yield return $"status {status}";
        }

        if (call.TryGetProperty("maxOutputTokens", out var maximum))
        {
            yield return $"at most {maximum} tokens of output";
        }

        yield return $"{call.GetProperty("ms")} ms";
        if (Usd(call) is { } cost)
        {
            yield return cost;
        }
    }

    private static string? Usd(JsonElement of) => of.TryGetProperty("costUsd", out var cost)
        ? string.Create(CultureInfo.InvariantCulture, $"${cost.GetDouble():0.000000}")
        : null;
}
