using System.Diagnostics;
using RulesRouter.Access;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Language.Access;
using RulesRouter.Service.Access;
using static RulesRouter.Benchmarks.Tables.Figures;

namespace RulesRouter.Benchmarks.Http;

/// <summary>
/// What API keys cost: requests a second and processor time of `rulesrouter serve` with keys and without, in alternating windows. The
/// requests are small and state what they ask for, so that the rest of a decision hides little of it.
/// </summary>
internal sealed class KeyMeasurement : IMeasurement
{
    private const int Connections = 4;
    private const int Keys = 1_000;
    private const int BodyBytes = 100;
    private const int RequestsToWarmUp = 20_000;
    private const string Subject = "API keys";

    private static readonly string Tool = Path.GetFullPath(Path.Combine("artifacts", "rulesrouter", "rulesrouter"));

    public IEnumerable<Measurement> Measure(bool quick)
    {
        PublishedService.RequireCompiled();
        var folder = Directory.CreateTempSubdirectory("rulesrouter-bench").FullName;
        try
        {
            var policies = AgentBodies.WritePolicies(folder);
            var keys = Path.Combine(folder, "keys.yaml");
            var (plain, limited) = WriteKeys(keys);
            using var open = Start(Path.Combine(folder, "open"), policies);
            using var keyed = Start(Path.Combine(folder, "keyed"), policies, "--keys", keys);
            var bodies = AgentBodies.Of("price", isStated: true, BodyBytes);
            using var without = new LoadGenerator(open.Port, "/v1/decisions", bodies, Connections);
            using var with = new LoadGenerator(keyed.Port, "/v1/decisions", bodies, Connections, Header(plain));
            using var withLimits = new LoadGenerator(keyed.Port, "/v1/decisions", bodies, Connections, Header(limited));
            return [.. Measure(
                [("without keys", open, without), ($"one of {Keys:#,0} keys", keyed, with), ("one with limits", keyed, withLimits)],
                quick ? 8 : 20)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Measurement> Measure(
        (string Name, ServerProcess Server, LoadGenerator Load)[] contestants,
        int rounds)
    {
        Array.ForEach(contestants, one => WarmUp(one.Load));
        var windows = Enumerable.Range(0, rounds)
            .Select(_ => contestants.Select(one => Window(one.Server, one.Load)).ToArray())
            .ToList();
        for (var index = 0; index < contestants.Length; index++)
        {
            yield return Of(windows, index, contestants, "requests a second", "/s", static window => window.PerSecond);
        }

        for (var index = 0; index < contestants.Length; index++)
        {
            yield return Of(windows, index, contestants, "processor time", "ns", static window => window.Processor);
        }
    }

    private static Measurement Of(
        List<Rate[]> windows,
        int index,
        (string Name, ServerProcess Server, LoadGenerator Load)[] contestants,
        string figure,
        string unit,
        Func<Rate, double> of) => new(
        $"{Subject}, {figure}",
        $"POST of {BodyBytes} B",
        contestants[index].Name,
        Middle(windows.Select(round => of(round[index]))),
        unit,
        null,
        index == 0 ? null : Middle(windows.Select(round => of(round[index]) / of(round[0]))),
        index == 0 ? "" : contestants[0].Name,
        null);

    /// <summary>A key without limits of its own, and one with limits that are never reached, among many others.</summary>
    private static (string Plain, string Limited) WriteKeys(string path)
    {
        var created = Enumerable.Range(0, Keys).Select(number =>
        {
            var key = ApiKeyText.Create($"k{number}");
            var limits = number == 0 ? new CallerLimits(1_000_000, 1_000_000, 1_000) : new CallerLimits(null, null, null);
            return (Key: key, Entry: new ApiKey(
                new Caller { KeyId = $"k{number}", Scopes = [AccessScope.Decide], Limits = limits },
                ApiKeyText.HashOf(key)));
        }).ToList();
        File.WriteAllText(path, ApiKeyFileWriter.Write([.. created.Select(one => one.Entry)]));
        return (created[^1].Key, created[0].Key);
    }

    private static ServerProcess Start(string folder, string policies, params string[] more)
    {
        Directory.CreateDirectory(folder);
        return ServerProcess.Start(Tool, port =>
        [
            "serve", "--url", $"http://127.0.0.1:{port}", "--policies", policies, "--allow-sample-evidence",
            "--record", Path.Combine(folder, "record"), "--outcomes", Path.Combine(folder, "outcomes.db"),
            "--state", Path.Combine(folder, "state.db"), "--policy-state", Path.Combine(folder, "policies"),
            "--audit-log", Path.Combine(folder, "audit.jsonl"), .. more,
        ]);
    }

    private static string Header(string key) => $"x-api-key: {key}\r\n";

    /// <summary>By number of calls, not by time: tiered compilation counts calls.</summary>
    private static void WarmUp(LoadGenerator load)
    {
        for (var answered = 0; answered < RequestsToWarmUp;)
        {
            answered += load.Run(TimeSpan.FromMilliseconds(200)).GetAwaiter().GetResult().Count;
        }
    }

    private static Rate Window(ServerProcess server, LoadGenerator load)
    {
        var (start, busy) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        var answered = (double)load.Run(TimeSpan.FromMilliseconds(400)).GetAwaiter().GetResult().Count;
        return new Rate(
            answered / Stopwatch.GetElapsedTime(start).TotalSeconds,
            (server.ProcessorTime - busy).TotalNanoseconds / answered);
    }

    /// <param name="Processor">The server's processor time for one decision, in nanoseconds.</param>
    private readonly record struct Rate(double PerSecond, double Processor);
}
