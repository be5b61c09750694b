using System.Diagnostics;
using System.Text;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;

namespace RulesRouter.Benchmarks.Http;

/// <summary>
/// Requests per second compared with an empty endpoint, in alternating windows, and with one that responds and records as much but decides
/// nothing; then the processor time of a decision, alone and in a batch.
/// </summary>
internal sealed class HttpMeasurement : IMeasurement
{
    private const string Case = "1,000 rules, 200 endpoints";
    private const int Connections = 16;
    private const int InBatch = 100;
    private const int InLargeBatch = 1_000;
    private const double LargeBatchMs = 10;
    private const int RequestsToWarmUp = 30_000;

    public IEnumerable<Measurement> Measure(bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("rulesrouter-bench");
        try
        {
            WorkloadFolder.Write(folder.FullName, 1_000, 200);
            using var empty = ServerProcess.Start("host-empty");
            var record = Path.Combine(folder.FullName, "decisions.jsonl");
            using var service = ServerProcess.Start("host-decisions", folder.FullName, record, "2000");
            var bodies = RequestBodies.Of(1_000).ToList();
            var (answer, line) = LengthsOf(service, bodies, record);
            using var recording = ServerProcess.Start("host-recording", Path.Combine(folder.FullName, "lines.txt"), $"{answer}", $"{line}");
            return [.. Measure(empty, recording, service, bodies, quick ? 8 : 20)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Average bytes of a response and of its line in the record.</summary>
    private static (long Answer, long Line) LengthsOf(ServerProcess service, IReadOnlyCollection<string> bodies, string record)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Port}") };
        var answers = bodies.Sum(
            body => client.PostAsync(
                "/v1/decisions",
                new StringContent(body, Encoding.UTF8, "application/json")).GetAwaiter().GetResult().Content.Headers.ContentLength!.Value);
        return (answers / bodies.Count, new FileInfo(record).Length / bodies.Count);
    }

    private static IEnumerable<Measurement> Measure(
        ServerProcess empty,
        ServerProcess recording,
        ServerProcess service,
        List<string> bodies,
        int rounds)
    {
        var batches = bodies.Chunk(InBatch).Where(chunk => chunk.Length == InBatch).Select(Batch);
        using var toEmpty = new LoadGenerator(empty.Port, "/v1/decisions", bodies, Connections);
        using var toRecording = new LoadGenerator(recording.Port, "/v1/decisions", bodies, Connections);
        using var toService = new LoadGenerator(service.Port, "/v1/decisions", bodies, Connections);
        using var toBatch = new LoadGenerator(service.Port, "/v1/decisions/batch", batches, connections: 2);
        Window[] contestants =
        [
            new(empty, toEmpty, 1),
            new(recording, toRecording, 1),
            new(service, toService, 1),
            new(service, toBatch, InBatch),
        ];
        Array.ForEach(contestants, one => one.WarmUp());

        var windows = Enumerable.Range(0, rounds)
            .Select(_ => contestants.Select(one => one.Run(TimeSpan.FromMilliseconds(400))).ToArray())
            .ToList();
        double Middle(Func<Rate[], double> of) => windows.Select(of).Order().ElementAt(windows.Count / 2);
        yield return new(
            "POST, requests a second",
            Case,
            "empty endpoint",
            Middle(round => round[0].PerSecond),
            "/s",
            null,
            null,
            "",
            null);
        yield return new(
            "POST, requests a second",
            Case,
            "as much answered and recorded, undecided",
            Middle(round => round[1].PerSecond),
            "/s",
            null,
            Middle(round => round[1].PerSecond / round[0].PerSecond),
            "empty endpoint",
            null);
        yield return new(
            "POST, requests a second",
            Case,
            "decision, recorded",
            Middle(round => round[2].PerSecond),
            "/s",
            null,
            Middle(round => round[2].PerSecond / round[0].PerSecond),
            "empty endpoint",
            0.9,
            HigherIsBetter: true);
        yield return new("POST, processor time", Case, "empty endpoint", Middle(round => round[0].Processor), "ns", null, null, "", null);
        yield return new(
            "POST, processor time",
            Case,
            "as much answered and recorded, undecided",
            Middle(round => round[1].Processor),
            "ns",
            null,
            Middle(round => round[1].Processor / round[0].Processor),
            "empty endpoint",
            null);
        yield return new(
            "POST, processor time",
            Case,
            "decision, recorded",
            Middle(round => round[2].Processor),
            "ns",
            null,
            Middle(round => round[2].Processor / round[0].Processor),
            "empty endpoint",
            null);
        yield return new(
            "POST, processor time",
            Case,
            $"decision, {InBatch} in a batch",
            Middle(round => round[3].Processor),
            "ns",
            null,
            Middle(round => round[3].Processor / round[2].Processor),
            "decision, recorded",
            0.2);
        yield return LargeBatch(service, bodies, rounds);
    }

    private static string Batch(IEnumerable<string> bodies) => $"{{\"requests\":[{string.Join(',', bodies)}]}}";

    /// <summary>By the clock, on the cores that there are: one caller, one batch at a time.</summary>
    private static Measurement LargeBatch(ServerProcess service, List<string> bodies, int rounds)
    {
        var batch = Batch(Enumerable.Range(0, InLargeBatch).Select(index => bodies[index % bodies.Count]));
        using var load = new LoadGenerator(service.Port, "/v1/decisions/batch", [batch], connections: 1);
        var times = Enumerable.Range(0, rounds)
            .SelectMany(_ => load.Run(TimeSpan.FromMilliseconds(200)).GetAwaiter().GetResult())
            .Order()
            .ToList();
        var middle = times[times.Count / 2];
        return new(
            "POST, by the clock",
            Case,
            $"{InLargeBatch:#,0} decisions in a batch",
            middle * 1e6,
            "ns",
            null,
            middle / LargeBatchMs,
            $"{LargeBatchMs} ms",
            1);
    }

    /// <param name="Processor">The server's processor time for one decision, in nanoseconds.</param>
    private readonly record struct Rate(double PerSecond, double Processor);

    private sealed class Window(ServerProcess server, LoadGenerator load, int decisions)
    {
        /// <summary>By number of calls, not by time: tiered compilation counts calls.</summary>
        public void WarmUp()
        {
            for (var answered = 0; answered < RequestsToWarmUp / decisions;)
            {
                answered += load.Run(TimeSpan.FromMilliseconds(200)).GetAwaiter().GetResult().Count;
            }
        }

        public Rate Run(TimeSpan time)
        {
            var (start, busy) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
            var answered = (double)load.Run(time).GetAwaiter().GetResult().Count * decisions;
            return new Rate(
                answered / Stopwatch.GetElapsedTime(start).TotalSeconds,
                (server.ProcessorTime - busy).TotalNanoseconds / answered);
        }
    }
}
