using System.Collections.Immutable;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>Tasks with outcome and cost of every model that ran on all of them.</summary>
/// <param name="Models">In ordinal order.</param>
/// <param name="LeftOut">Models without an outcome and a cost on every task.</param>
internal sealed record ChainData(ImmutableArray<string> Models, ImmutableArray<string> LeftOut, ImmutableArray<ChainTask> Tasks)
{
    /// <exception cref="OutcomeDataException">No model ran on every task, or there are too few tasks.</exception>
    public static ChainData Of(IReadOnlyList<OutcomeRow> rows, string file)
    {
        var usable = rows.Where(row => row.Outcomes.Count > 0 && row.CostUsd.Count > 0).ToList();
        if (usable.Count == 0)
        {
            throw new OutcomeDataException(file, 0, "no row has both `outcomes` and `costUsd`; a bill needs costs");
        }

        var named = usable.SelectMany(row => row.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var complete = named.Where(model => usable.All(row => row.Outcomes.ContainsKey(model) && row.CostUsd.ContainsKey(model)))
            .ToImmutableArray();
        return complete.IsEmpty
            ? throw new OutcomeDataException(file, 0, "no model has an outcome and a cost on every row")
            : new ChainData(complete, [.. named.Except(complete)], [.. usable.Select(row => TaskOf(row, complete))]);
    }

    private static ChainTask TaskOf(OutcomeRow row, ImmutableArray<string> models) => new(
        row.Id,
        row.Group,
        row.Prompt.Length,
        [.. models.Select(model => row.Outcomes[model])],
        [.. models.Select(model => row.CostUsd[model])]);
}
