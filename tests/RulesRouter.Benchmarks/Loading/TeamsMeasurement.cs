using System.Diagnostics;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Language;

namespace RulesRouter.Benchmarks.Loading;

/// <summary>
/// 1,000 policies of ten rules with a catalog of 200 endpoints: the time until all of them are compiled, and until one changed file is.
/// Then a policy of 5,000 rules that all select, compared with one in which a tenth does. By the clock, on the cores that there are.
/// </summary>
internal sealed class TeamsMeasurement : IMeasurement
{
    private const int Teams = 1_000;
    private const int Rules = 5_000;

    /// <summary>The first reloads of a process compile the code of reloading.</summary>
    private const int Warming = 2;

    public IEnumerable<Measurement> Measure(bool quick)
    {
        var files = TeamsWorkload.Files(Teams, changed: 0);
        var (first, whole) = Timed(() => Load(files, null));
        var times = Enumerable.Range(1, Warming + (quick ? 3 : 7))
            .Select(round => Timed(() => Load(TeamsWorkload.Files(Teams, changed: round), whole)).Seconds)
            .Skip(Warming)
            .Order()
            .ToList();
        var changed = times[times.Count / 2];
        yield return Row("load many policies", $"{Teams:#,0} policies of ten rules", "first in the process", first, 4);
        yield return Row("load many policies", $"{Teams:#,0} policies of ten rules", "after one file changed", changed, 0.5);

        Load([WorkloadFolder.Policy(Rules), WorkloadFolder.Catalog(200)], null);
        var few = Middle(quick, () => Load([WorkloadFolder.Policy(Rules), WorkloadFolder.Catalog(200)], null));
        var all = Middle(quick, () => Load([TeamsWorkload.AllSelect(Rules), WorkloadFolder.Catalog(200)], null));
        yield return new("load a policy", $"{Rules:#,0} rules", "a tenth of the rules selects", few * 1e9, "ns", null, null, "", null);
        yield return new("load a policy", $"{Rules:#,0} rules", "every rule selects", all * 1e9, "ns", null, all / few, "a tenth", 1.5);
    }

    private static Measurement Row(string subject, string @case, string what, double seconds, double goal) =>
        new(subject, @case, what, seconds * 1e9, "ns", null, seconds, "a second", goal);

    private static double Middle(bool quick, Func<PolicyFolder> load)
    {
        var times = Enumerable.Range(0, quick ? 3 : 7).Select(_ => Timed(load).Seconds).Order().ToList();
        return times[times.Count / 2];
    }

    private static (double Seconds, PolicyFolder Folder) Timed(Func<PolicyFolder> load)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var folder = load();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, folder);
    }

    /// <summary>As a service loads: what requests would wait for otherwise is prepared too.</summary>
    private static PolicyFolder Load(IEnumerable<PolicyFile> files, PolicyFolder? before)
    {
        var folder = PolicyFolder.Load(files, "", before?.Set, before?.Loaded);
        (folder.Set ?? throw new InvalidOperationException(
            string.Join('\n', folder.Diagnostics.Where(diagnostic => diagnostic.IsError).Take(5)))).WarmUp();
        return folder;
    }
}
