using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// Random vectors (not prompts) with ML.NET's own predictions, stored with the parameters: direct scoring is compared with them at load.
/// </summary>
internal static class Probes
{
    public const int Count = 12;

    public static PromptVector[] Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => Draw(random))];
    }

    /// <summary>For the task heads.</summary>
    public static TaskVector[] DrawTasks(int seed)
    {
        var random = new Random(seed + 1);
        return [.. Enumerable.Range(0, Count).Select(_ => TaskVector.Draw(random))];
    }

    private static PromptVector Draw(Random random)
    {
        var buckets = Enumerable.Range(0, random.Next(5, 400)).Select(_ => random.Next(GramBuckets.Count)).Distinct().Order().ToArray();
        return new PromptVector(buckets, [.. Enumerable.Range(0, DenseFeatures.Count).Select(_ => (float)(random.NextDouble() * 4))]);
    }
}
