using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Adds sources to those that a prompt can be familiar from.</summary>
internal static class FamiliarityTraining
{
    /// <summary>Adds the rows' sources; the largest are kept.</summary>
    public static Familiarity With(this Familiarity familiarity, IReadOnlyList<LearningRow> rows, int seed) => new(
    [
        .. rows.GroupBy(row => row.Source).OrderBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => FamiliarSourceTraining.Learn([.. source], seed)).OfType<FamiliarSource>()
            .Concat(familiarity.Sources)
            .OrderByDescending(source => source.Rows)
            .Take(Familiarity.MaxSources),
    ]);
}
