using System.Diagnostics;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;

namespace RulesRouter.Benchmarks.Loading;

/// <summary>
/// Memory that stays in use while decisions are made on every core and the policies are reloaded, each reload from the revision before it,
/// as a service does: after the last decision, compared with that after the first tenth of them.
/// </summary>
internal sealed class MemoryMeasurement : IMeasurement
{
    private const int Rules = 1_000;
    private const int Endpoints = 200;
    private const int PerReload = 10_000;

    public IEnumerable<Measurement> Measure(bool quick) => Of(quick ? 20 : 100);

    /// <summary>The same for another number of reloads, and 10,000 decisions after each.</summary>
    public static IEnumerable<Measurement> Of(int reloads)
    {
        var requests = RequestWorkload.Requests(Rules);
        var folder = Load(0, null);
        var start = Stopwatch.GetTimestamp();
        double early = 0;
        for (var reload = 1; reload <= reloads; reload++)
        {
            // Two revisions in turn, so that neither grows.
            folder = Load(reload % 2, folder);
            var point = new PolicyDecisionPoint(folder.Set!, NoClassifier.Instance, new DecisionSettings());
            Parallel.For(0, PerReload, at => point.Decide(requests[at % requests.Length], RequestWorkload.Now, RouterState.Healthy));
            if (reload == Math.Max(1, reloads / 10))
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var late = (double)GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(folder);
        var what = $"{reloads * PerReload:#,0} decisions, {reloads:#,0} reloads";
        yield return new("memory in use", what, "after a tenth of them", early, "B", null, null, "", null);
        yield return new("memory in use", what, "after all of them", late, "B", null, late / early, "after a tenth of them", 1.1);
        yield return new("memory in use", what, "time that they took", seconds * 1e9, "ns", null, null, "", null);
    }

    private static PolicyFolder Load(int changed, PolicyFolder? before)
    {
        var folder = PolicyFolder.Load(
            [WorkloadFolder.Policy(Rules, changed), WorkloadFolder.Catalog(Endpoints)],
            "",
            before?.Set,
            before?.Loaded);
        return folder.Set is null
            ? throw new InvalidOperationException(string.Join('\n', folder.Diagnostics.Where(diagnostic => diagnostic.IsError).Take(5)))
            : folder;
    }
}
