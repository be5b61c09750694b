using System.Collections.Immutable;
using RulesRouter.Economics;
using RulesRouter.Policies;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>One chain for every task: the one with the lowest mean bill over past tasks.</summary>
internal static class StaticChain
{
    public static ImmutableArray<int> Best(IReadOnlyList<ChainTask> tasks, CostRule terms, int longest) =>
        Best(
            tasks,
            [.. tasks.Select(task => task.Success.AsSpan().ToArray())],
            [.. Enumerable.Repeat(1.0 / tasks.Count, tasks.Count)],
            terms,
            longest);

    /// <param name="chances">By task, then model; replaces the observed outcomes.</param>
    /// <param name="weights">Of the tasks; they sum to 1.</param>
    public static ImmutableArray<int> Best(
        IReadOnlyList<ChainTask> tasks,
        double[][] chances,
        ImmutableArray<double> weights,
        CostRule terms,
        int longest)
    {
        var options = Enumerable.Range(0, tasks[0].Success.Length).Select(model => new AttemptOption(
            model.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [.. chances.Select(task => task[model])],
            [.. tasks.Select(task => task.CostUsd[model])]));
        return ChainSearch.Best(new ChainProblem([.. options], weights, terms, longest)).Chain;
    }
}
