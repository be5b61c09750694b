using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>Prompts of an instruction and code, drawn with a fixed seed, and the shipped classifier.</summary>
internal static class PromptWorkload
{
    private static readonly string[] Instructions =
    [
        "Fix the bug in this function.",
        "Explain what the following code does.",
        "Given an array of integers, return the indices of two numbers.",
        "How many apples are left after she gives away half of them?",
        "Write unit tests for the parser below.",
        "Refactor this class to use dependency injection.",
    ];

    private static readonly string[] Lines =
    [
        "    for (int i = 0; i < values.Length; i++)", "    {", "        total += values[i] * weights[i % 7];", "    }", "    if (total > limit) { return -1; }",
        "def merge(left, right):",
        "    return sorted(left + right)",
        "The input has at most 10^5 elements, and each of them is between 1 and 10^9.",
        "        cache.TryGetValue(key, out var found);", "Note that the order of results does not matter.",
    ];

    /// <summary>Prompts of exactly this many characters.</summary>
    public static string[] Prompts(int count, int characters)
    {
        var random = new Random(20260101);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random, characters))];
    }

    public static IPromptClassifier Shipped()
    {
        var loaded = ClassifierLoader.Choose(null, "policies");
        return loaded.IsTrained
            ? loaded.Classifier
            : throw new InvalidOperationException($"the shipped classifier does not load: {loaded.FallbackReason}");
    }

    private static string Draw(Random random, int characters)
    {
        var text = new StringBuilder(Instructions[random.Next(Instructions.Length)]).AppendLine();
        while (text.Length < characters)
        {
            text.AppendLine(Lines[random.Next(Lines.Length)].Replace("total", "v" + random.Next(1000)));
        }

        return text.ToString(0, characters);
    }
}
