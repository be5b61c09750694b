using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Removes from the training data the groups of tested rows, and near-duplicates under another id.</summary>
internal static class LeakGuard
{
    public static List<OutcomeRow> Without(IReadOnlyList<OutcomeRow> training, IReadOnlyList<OutcomeRow> tested)
    {
        var groups = tested.Select(row => row.Group).ToHashSet();
        var near = new NearDuplicates(tested, training.Concat(tested));
        return [.. training.AsParallel().AsOrdered().Where(row => !groups.Contains(row.Group) && !near.Contains(row))];
    }
}
