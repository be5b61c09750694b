using System.Diagnostics;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Benchmarks.Loading;

/// <summary>Time from YAML bytes to the first decision, the same after changing a few rules, and the memory of a rule.</summary>
internal sealed class LoadingMeasurement : IMeasurement
{
    private const int Changed = 10;

    public IEnumerable<Measurement> Measure(bool quick)
    {
        foreach (var rules in (int[])[100, 1_000, 5_000])
        {
            // Run once to compile the code: a service has done that when it reloads, but not when it starts.
            var first = TimeOf(() => Ready(rules, 0, null));
            var times = Enumerable.Range(0, quick ? 3 : 7)
                .Select(round => (Cold: TimeOf(() => Ready(rules, 0, null)), Changed: TimeOf(Reload(rules, round + 1))))
                .ToList();
            var cold = times.Select(time => time.Cold).Order().ElementAt(times.Count / 2);
            yield return new(
                "load until ready, processor time",
                $"Rules={rules}",
                "first in the process",
                first,
                "ns",
                null,
                null,
                "",
                null);
            yield return new(
                "load until ready, processor time",
                $"Rules={rules}",
                "again",
                cold,
                "ns",
                null,
                rules == 5_000 ? cold / 1e9 : null,
                rules == 5_000 ? "a second" : "",
                rules == 5_000 ? 1 : null);
            yield return new(
                "load until ready, processor time",
                $"Rules={rules}",
                $"after {Changed} rules changed",
                times.Select(time => time.Changed).Order().ElementAt(times.Count / 2),
                "ns",
                null,
                times.Select(time => time.Changed / time.Cold).Order().ElementAt(times.Count / 2),
                "again",
                null);
        }

        yield return Memory();
    }

    private static CompiledPolicySet Ready(int rules, int changed, CompiledPolicySet? before)
    {
        var folder = PolicyFolder.Load([WorkloadFolder.Policy(rules, changed), WorkloadFolder.Catalog(200)], "", before);
        new PolicyDecisionPoint(
            folder.Set!,
            new RulesRouter.Classifiers.HeuristicClassifier(),
            new DecisionSettings()).Decide(RequestWorkload.Requests(rules, 1)[0], RequestWorkload.Now, RouterState.Healthy);
        return folder.Set!;
    }

    /// <summary>The previous set is built outside the measured time.</summary>
    private static Func<object> Reload(int rules, int round)
    {
        var before = Ready(rules, 0, null);
        return () => Ready(rules, Changed + round, before);
    }

    /// <summary>Processor time of all threads, so that other processes do not count.</summary>
    private static double TimeOf(Func<object> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        GC.KeepAlive(work());
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalNanoseconds;
    }

    private static Measurement Memory()
    {
        const int Rules = 5_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = Ready(Rules, 0, null);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(set);
        return new(
            "memory of a rule",
            $"Rules={Rules}",
            $"everything loaded; {set.Find("bench")!.Index.Size / Rules} B of it the index",
            (double)held / Rules,
            "B",
            null,
            null,
            "",
            null);
    }
}
