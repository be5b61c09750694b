using System.Diagnostics;
using RulesRouter.Benchmarks.Http;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>What a contestant did in one round.</summary>
/// <param name="P50">Milliseconds of the middle request.</param>
/// <param name="PerSecond">Requests.</param>
/// <param name="Processor">Microseconds of the server's processor time per request.</param>
internal readonly record struct Round(double P50, double PerSecond, double Processor)
{
    public static Round Of(Contestant contestant, LoadGenerator load, TimeSpan window)
    {
        var (start, busy) = (Stopwatch.GetTimestamp(), contestant.Server.ProcessorTime);
        var latencies = load.Run(window).GetAwaiter().GetResult();
        var time = Stopwatch.GetElapsedTime(start);
        return new Round(
            latencies.Order().ElementAt(latencies.Count / 2),
            latencies.Count / time.TotalSeconds,
            (contestant.Server.ProcessorTime - busy).TotalMicroseconds / latencies.Count);
    }
}
