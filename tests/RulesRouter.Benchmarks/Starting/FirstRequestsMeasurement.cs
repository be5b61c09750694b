using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using RulesRouter.Benchmarks.Http;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using static RulesRouter.Benchmarks.Tables.Figures;

namespace RulesRouter.Benchmarks.Starting;

/// <summary>
/// The first requests of `rulesrouter serve` as <c>make build</c> publishes it, with default flags and the shipped policies, after
/// <c>/readyz</c> answers 200: one caller, prompts of 2 KB, one request at a time. The caller connects to another server and calls it
/// before, so that its own code is compiled.
/// </summary>
internal sealed class FirstRequestsMeasurement : IMeasurement
{
    private const string Subject = "first requests after ready";
    private const int FullSpeedAfter = 2_000;
    private const int Window = 500;
    private const int ClientConnections = 50;
    private const int CallsPerConnection = 100;

    public IEnumerable<Measurement> Measure(bool quick)
    {
        var runs = Enumerable.Range(0, quick ? 1 : 3).Select(_ => Run(quick ? 12_000 : 40_000)).ToList();
        var first = Middle(runs.Select(run => run.First));
        var after = Middle(runs.Select(run => run.After));
        var later = Middle(runs.Select(run => run.Later));
        yield return new(Subject, "2 KB prompts", "a later one", later, "ns", null, null, "", null);
        var slower = Middle(runs.Select(run => run.First / run.Later));
        yield return new(Subject, "2 KB prompts", "the first", first, "ns", null, slower, "a later one", 10);
        yield return new(
            Subject,
            "2 KB prompts",
            $"those after {FullSpeedAfter:#,0}",
            after,
            "ns",
            null,
            Middle(runs.Select(run => run.After / run.Later)),
            "a later one",
            1.25);
    }

    private static Times Run(int requests)
    {
        var folder = Directory.CreateTempSubdirectory("rulesrouter-first");
        try
        {
            var bodies = PromptWorkload.Prompts(64, 2_000)
                .Select(prompt => new { policy = "coding-assistant", messages = new[] { new { role = "user", content = prompt } } })
                .Select(body => JsonSerializer.Serialize(body))
                .ToList();
            WarmUpClient(bodies);
            using var service = PublishedService.Start(folder.FullName);
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };
            var times = Enumerable.Range(0, requests).Select(index => Post(client, bodies[index % bodies.Count])).ToList();
            return new Times(times[0], Middle(times.Skip(FullSpeedAfter).Take(Window)), Middle(times.TakeLast(Window)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void WarmUpClient(List<string> bodies)
    {
        using var server = ServerProcess.Start("host-floor", "4000");
        for (var connection = 0; connection < ClientConnections; connection++)
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
            for (var call = 0; call < CallsPerConnection; call++)
            {
                Post(client, bodies[call % bodies.Count]);
            }
        }
    }

    /// <summary>Nanoseconds.</summary>
    private static double Post(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var start = Stopwatch.GetTimestamp();
        using var answer = client.PostAsync("/v1/decisions", content).GetAwaiter().GetResult();
        return answer.StatusCode == HttpStatusCode.OK
            ? Stopwatch.GetElapsedTime(start).TotalNanoseconds
            : throw new InvalidOperationException(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }

    private readonly record struct Times(double First, double After, double Later);
}
