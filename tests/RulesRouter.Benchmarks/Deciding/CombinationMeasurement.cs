using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Benchmarks.Tables.Figures;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>
/// 65,536 requests of which ever more match combinations of rules of their own, each another one than the last: four rules match of 1,024,
/// by two attributes with 256 values each.
/// </summary>
internal sealed class CombinationMeasurement : IMeasurement
{
    private const int Values = 256;
    private const string Subject = "decide with many combinations of rules";

    public IEnumerable<Measurement> Measure(bool quick)
    {
        var point = new PolicyDecisionPoint(CombinationWorkload.Load(Values, 200), NoClassifier.Instance, new DecisionSettings());
        int[] counts = [256, 4_096, 20_480, 65_536];
        var requests = counts.Select(count => CombinationWorkload.Requests(Values, count)).ToList();

        // Each is cached before it counts, as in a service that has run for a while.
        requests.ForEach(all => Run(point, all));
        var rounds = Enumerable.Range(0, quick ? 5 : 15)
            .Select(_ => requests.Select(all => Run(point, all)).ToArray())
            .ToList();
        for (var at = 0; at < counts.Length; at++)
        {
            var index = at;
            yield return new(
                Subject,
                "four of 1,024 rules match",
                $"{counts[at]:#,0} combinations",
                Middle(rounds.Select(round => round[index].Time)),
                "ns",
                Middle(rounds.Select(round => round[index].Allocated)),
                at == 0 ? null : Middle(rounds.Select(round => round[index].Time / round[0].Time)),
                at == 0 ? "" : "256 combinations",
                at == 0 ? null : 1.5);
        }
    }

    private static (double Time, double Allocated) Run(PolicyDecisionPoint point, ImmutableArray<DecisionRequest> requests)
    {
        var (start, bytes) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        foreach (var request in requests)
        {
            GC.KeepAlive(point.Decide(request, RequestWorkload.Now, RouterState.Healthy));
        }

        return (
            Stopwatch.GetElapsedTime(start).TotalNanoseconds / requests.Length,
            (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)requests.Length);
    }
}
