using System.Diagnostics;
using System.Text;
using RulesRouter.Benchmarks.Tables;
using static RulesRouter.Benchmarks.Tables.Figures;

namespace RulesRouter.Benchmarks.Http;

/// <summary>
/// Requests a second of `rulesrouter serve` with default flags (record, outcomes, classifier), by size of the body and by objective,
/// compared in alternating windows with an endpoint that reads the same body and responds with as many bytes, and neither decides nor
/// records.
/// </summary>
internal sealed class BodySizeMeasurement : IMeasurement
{
    private const int Connections = 4;

    /// <summary>Objective, and whether the body states task and lengths, so that nothing is classified; size in bytes; goal.</summary>
    private static readonly (string Objective, bool IsStated, int Size, double? Goal)[] Cases =
    [
        ("price", true, 100, 0.9),
        ("price", true, 2_000, 0.9),
        ("price", false, 2_000, 0.65),
        ("ordered", false, 2_000, 0.65),
        ("expected-cost", false, 100, null),
        ("expected-cost", false, 2_000, 0.5),
        ("expected-cost", false, 20_000, null),
        ("expected-cost", false, 200_000, null),
        ("expected-cost", false, 1_000_000, null),
    ];

    public IEnumerable<Measurement> Measure(bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("rulesrouter-bench");
        try
        {
            var policies = AgentBodies.WritePolicies(folder.FullName);
            using var service = PublishedService.Start(folder.FullName, policies);
            return [.. Cases.SelectMany(one => Measure(
                service,
                one,
                quick ? 5 : 15,
                TimeSpan.FromSeconds(quick ? 2 : 12)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Measurement> Measure(
        PublishedService service,
        (string Objective, bool IsStated, int Size, double? Goal) one,
        int rounds,
        TimeSpan warmUp)
    {
        var bodies = AgentBodies.Of(one.Objective, one.IsStated, one.Size);
        using var floor = ServerProcess.Start("host-floor", $"{AnswerLength(service.Port, bodies[0])}");
        using var toFloor = new LoadGenerator(floor.Port, "/v1/decisions", bodies, Connections);
        using var toService = new LoadGenerator(service.Port, "/v1/decisions", bodies, Connections);
        WarmUp(toFloor, warmUp);
        WarmUp(toService, warmUp);
        var windows = Enumerable.Range(0, rounds)
            .Select(_ => (Floor: Window(toFloor, () => floor.ProcessorTime), Service: Window(toService, () => service.ProcessorTime)))
            .ToList();
        var what = $"{one.Objective}, {(one.IsStated ? "task and lengths stated" : "classified")}";
        var subject = $"POST of {one.Size:#,0} B";
        var floorPerSecond = Middle(windows.Select(w => w.Floor.PerSecond));
        yield return new(subject, what, "floor, requests a second", floorPerSecond, "/s", null, null, "", null);
        yield return new(
            subject,
            what,
            "decision, requests a second",
            Middle(windows.Select(w => w.Service.PerSecond)),
            "/s",
            null,
            Middle(windows.Select(w => w.Service.PerSecond / w.Floor.PerSecond)),
            "floor",
            one.Goal,
            HigherIsBetter: true);
        yield return new(
            subject,
            what,
            "decision, processor time",
            Middle(windows.Select(w => w.Service.Processor)),
            "ns",
            null,
            Middle(windows.Select(w => w.Service.Processor / w.Floor.Processor)),
            "floor",
            null);
    }

    /// <summary>Until the runtime has compiled what runs often from its profile: with less, it is the profiling that is measured.</summary>
    private static void WarmUp(LoadGenerator load, TimeSpan time) => load.Run(time).GetAwaiter().GetResult();

    private static (double PerSecond, double Processor) Window(LoadGenerator load, Func<TimeSpan> processor)
    {
        var (start, busy) = (Stopwatch.GetTimestamp(), processor());
        var answered = (double)load.Run(TimeSpan.FromMilliseconds(400)).GetAwaiter().GetResult().Count;
        return (answered / Stopwatch.GetElapsedTime(start).TotalSeconds, (processor() - busy).TotalNanoseconds / answered);
    }

    private static long AnswerLength(int port, string body)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = client.PostAsync("/v1/decisions", content).GetAwaiter().GetResult();
        return answer.EnsureSuccessStatusCode().Content.Headers.ContentLength!.Value;
    }
}
