using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Reporting;

/// <summary>How many attempts at a part of a suite were solved, all models together.</summary>
/// <param name="Part">A task, a size of the merged change, or a folder.</param>
internal sealed record SolvedShare(string Part, int Attempts, int Solved)
{
    public static ImmutableArray<SolvedShare> ByTask(IEnumerable<AttemptResult> results, IEnumerable<Scenario> scenarios) =>
        By(results, scenarios, scenario => EnumNames<TaskKind>.NameOf(scenario.Task));

    /// <summary>By added and removed source lines of the merged change.</summary>
    public static ImmutableArray<SolvedShare> BySize(IEnumerable<AttemptResult> results, IEnumerable<Scenario> scenarios) =>
        By(results, scenarios, scenario => scenario.GoldLines switch
        {
            <= 10 => "1 to 10 lines",
            <= 50 => "11 to 50 lines",
            <= 200 => "51 to 200 lines",
            _ => "more than 200 lines",
        });

    /// <summary>By the folder that holds all changed files, at most two deep.</summary>
    public static ImmutableArray<SolvedShare> ByArea(IEnumerable<AttemptResult> results, IEnumerable<Scenario> scenarios) =>
        By(results, scenarios, scenario => AreaOf(scenario.GoldFiles));

    private static ImmutableArray<SolvedShare> By(
        IEnumerable<AttemptResult> results,
        IEnumerable<Scenario> scenarios,
        Func<Scenario, string> partOf)
    {
        var parts = scenarios.ToDictionary(scenario => scenario.Id, partOf, StringComparer.Ordinal);
        return
        [
            .. results.Where(result => result.InfrastructureFailure is null && parts.ContainsKey(result.Scenario))
                .GroupBy(result => parts[result.Scenario], StringComparer.Ordinal)
                .Select(group => new SolvedShare(group.Key, group.Count(), group.Count(result => result.Solved)))
                .OrderBy(share => share.Part, StringComparer.Ordinal),
        ];
    }

    private static string AreaOf(ImmutableArray<string> files)
    {
        var folders = files.Select(path => path.Split('/')[..^1].Take(2).ToArray()).ToList();
        var common = folders.Aggregate(
            (one, other) => [.. one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)]);
        return common.Length == 0 ? "(several folders)" : string.Join('/', common);
    }
}
