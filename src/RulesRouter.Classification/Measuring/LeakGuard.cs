using RulesRouter.Classifiers.Data;

namespace RulesRouter.Classifiers.Measuring;

/// <summary>Takes out of training what belongs with tested rows: their groups, and rows nearly the same under another id.</summary>
internal static class LeakGuard
{
    public static List<OutcomeRow> Without(IReadOnlyList<OutcomeRow> training, IReadOnlyList<OutcomeRow> tested)
    {
        var groups = tested.Select(row => row.Group).ToHashSet();
        var near = new NearDuplicates(tested, training.Concat(tested));
        return [.. training.AsParallel().AsOrdered().Where(row => !groups.Contains(row.Group) && !near.Contains(row))];
    }
}
