using RulesRouter.Catalog;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>
/// Assigns sources to folds, so that a source is never on both sides of a split and each fold has about the same number of sources of each
/// task. Sources that share problems stay together.
/// </summary>
internal static class SourceFolds
{
    public const int Count = 6;

    private static readonly string[] Sharing = ["gsm", "crux", "mmlu", "codereviewer"];

    /// <returns>The fold of each source.</returns>
    public static IReadOnlyDictionary<string, int> Of(IEnumerable<(string Source, TaskKind Task)> rows)
    {
        var families = rows.GroupBy(row => FamilyOf(row.Source)).Select(family => (
                Name: family.Key,
                Sources: family.Select(row => row.Source).Distinct().ToList(),
                Task: family.CountBy(row => row.Task).OrderByDescending(task => task.Value).ThenBy(task => task.Key).First().Key))
            .OrderBy(family => family.Task).ThenBy(family => WordHash.Of(family.Name) * 2654435761u >> 7)
            .ToList();
        return families.SelectMany((family, at) => family.Sources.Select(source => (source, Fold: at % Count)))
            .ToDictionary(pair => pair.source, pair => pair.Fold);
    }

    private static string FamilyOf(string source) =>
        Array.Find(Sharing, part => source.Contains(part, StringComparison.Ordinal)) ?? source;
}
