namespace RulesRouter.Classifiers.Data;

/// <summary>
/// Data sets that share problems. Leaving one out of training means leaving its whole family out; what belongs together only by chance
/// is found by <see cref="NearDuplicates"/>.
/// </summary>
internal static class Families
{
    private static readonly (string Part, string Family)[] Known =
    [
        ("gsm", "gsm"), ("crux", "crux"), ("mmlu", "mmlu"), ("livecodebench", "livecodebench"), ("debugbench", "leetcode"), ("testeval", "leetcode"),
        ("humaneval", "humaneval"), ("evalperf", "humaneval"), ("mbpp", "humaneval"), ("math", "math"), ("codereviewer", "codereviewer"),
    ];

    public static string Of(OutcomeRow row)
    {
        foreach (var (part, family) in Known)
        {
            if (row.Source.Contains(part, StringComparison.OrdinalIgnoreCase) || row.DataSet.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return family;
            }
        }

        return row.DataSet;
    }
}
