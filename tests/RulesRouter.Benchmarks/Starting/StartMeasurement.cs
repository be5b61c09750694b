using System.Diagnostics;
using RulesRouter.Benchmarks.Tables;

namespace RulesRouter.Benchmarks.Starting;

/// <summary>
/// Wall-clock time of whole commands, from the start of the process to its end, as <c>make build</c> publishes the tool: on the shipped
/// policies, the median of several runs. The goal of a row is a number of seconds.
/// </summary>
internal sealed class StartMeasurement : IMeasurement
{
    private static readonly string Tool = Path.Combine("artifacts", "rulesrouter", "rulesrouter");

    private static readonly (double Goal, string[] Arguments)[] Commands =
    [
        (0.8, ["validate", "policies"]),
        (0.8, ["decide", "--policy", "coding-assistant", "--prompt", "Write unit tests", "--key-attribute", "sensitivity=public"]),
        (2.5, ["test", "policies"]),
    ];

    public IEnumerable<Measurement> Measure(bool quick)
    {
        foreach (var (goal, arguments) in Commands)
        {
            var times = Enumerable.Range(0, quick ? 3 : 9).Select(_ => TimeOf(arguments)).Order().ToList();
            var middle = times[times.Count / 2];
            yield return new(
                "start and run a command",
                "shipped policies",
                $"rulesrouter {arguments[0]}",
                middle * 1e9,
                "ns",
                null,
                middle,
                "a second",
                goal);
        }
    }

    private static double TimeOf(string[] arguments)
    {
        var start = new ProcessStartInfo(Tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Tool} does not start; run make build");
        _ = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(begin).TotalSeconds
            : throw new InvalidOperationException($"rulesrouter {arguments[0]} exits with {process.ExitCode}");
    }
}
