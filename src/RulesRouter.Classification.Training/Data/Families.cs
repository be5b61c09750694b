namespace RulesRouter.Classifiers.Training.Data;

/// <summary>
/// Data sets that share problems. Leaving one out of training means leaving its whole family out; chance duplicates
/// are found by <see cref="NearDuplicates"/>.
/// </summary>
internal static class Families
{
    private static readonly (string Part, string Family)[] Known =
    [
        ("gsm", "gsm"),
        ("crux", "crux"),
        ("mmlu", "mmlu"),
        ("livecodebench", "livecodebench"),
        ("debugbench", "leetcode"),
        ("testeval", "leetcode"),
        ("humaneval", "humaneval"), ("evalperf", "humaneval"), ("mbpp", "humaneval"), ("math", "math"), ("codereviewer", "codereviewer"),
    ];

    /// <summary>A part of a mixed data set belongs to the family of its own source.</summary>
    public static string Of(OutcomeRow row) => Find(row.Source) ?? OfDataSet(row.DataSet);

    public static string OfDataSet(string dataSet) => Find(dataSet) ?? dataSet;

    private static string? Find(string name)
    {
        foreach (var (part, family) in Known)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return family;
            }
        }

        return null;
    }
}
