using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using static RulesRouter.Benchmarks.Tables.Figures;

namespace RulesRouter.Benchmarks.Http;

/// <summary>Latency during a reload: alternating windows, one undisturbed, one in which ten of 5,000 rules change on disk.</summary>
internal sealed class ReloadMeasurement : IMeasurement
{
    private const int Rules = 5_000;
    private const int Changed = 10;
    private const int Connections = 4;

    public IEnumerable<Measurement> Measure(bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("rulesrouter-bench");
        try
        {
            WorkloadFolder.Write(folder.FullName, Rules, 200);
            using var service = ServerProcess.Start(
                "host-decisions",
                folder.FullName,
                Path.Combine(folder.FullName, "decisions.jsonl"),
                "200");
            using var load = new LoadGenerator(service.Port, "/v1/decisions", RequestBodies.Of(Rules), Connections);
            return [.. Measure(load, folder.FullName, quick ? 5 : 12)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Measurement> Measure(LoadGenerator load, string folder, int rounds)
    {
        for (var answered = 0; answered < 30_000;)
        {
            answered += Window(load).Count;
        }

        var (still, reloading) = (new List<List<double>>(), new List<List<double>>());
        for (var round = 0; round < rounds; round++)
        {
            still.Add(Window(load));
            WorkloadFolder.Write(folder, Rules, 200, Changed + round);
            reloading.Add(Window(load));
        }

        foreach (var (name, part, goal) in ((string, double, double?)[])[("p50", 0.5, null), ("p99", 0.99, 1.5)])
        {
            var pairs = still.Zip(reloading, (quiet, busy) => (Quiet: Quantile(quiet, part), Busy: Quantile(busy, part))).ToList();
            yield return new(
                $"latency during a reload, {name}",
                "5,000 rules",
                "no reload",
                Middle(pairs.Select(pair => pair.Quiet)) * 1e6,
                "ns",
                null,
                null,
                "",
                null);
            yield return new(
                $"latency during a reload, {name}",
                "5,000 rules",
                $"{Changed} rules change",
                Middle(pairs.Select(pair => pair.Busy)) * 1e6,
                "ns",
                null,
                Middle(pairs.Select(pair => pair.Busy / pair.Quiet)),
                "no reload",
                goal);
        }
    }

    /// <summary>Long enough for the service to detect and load the change.</summary>
    private static List<double> Window(LoadGenerator load) => load.Run(TimeSpan.FromSeconds(1.5)).GetAwaiter().GetResult();

    private static double Quantile(List<double> latencies, double part)
    {
        var sorted = latencies.Order().ToList();
        return sorted[(int)(part * (sorted.Count - 1))];
    }
}
