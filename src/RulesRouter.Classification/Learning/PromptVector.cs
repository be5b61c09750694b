using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Learning;

/// <summary>A prompt as training sees it, made by the code that serves: distinct n-gram buckets in rising order, and dense features.</summary>
internal sealed class PromptVector
{
    private PromptVector(int[] buckets, float[] dense, in PromptFeatures features) =>
        (Buckets, Dense, Features) = (buckets, dense, features);

    public int[] Buckets { get; }

    public float[] Dense { get; }

    public PromptFeatures Features { get; }

    public static PromptVector Of(string prompt)
    {
        using var grams = Read(prompt, out var features);
        var dense = new float[DenseFeatures.Count];
        DenseFeatures.Fill(features, grams.Kept.Length, dense);
        var buckets = new int[grams.Kept.Length];
        for (var at = 0; at < buckets.Length; at++)
        {
            buckets[at] = grams.Kept[at];
        }

        Array.Sort(buckets);
        return new PromptVector(buckets, dense, features);
    }

    private static GramBuckets Read(string prompt, out PromptFeatures features)
    {
        features = default;
        var grams = new GramBuckets();
        PromptScanner.Scan(prompt, ref features, ref grams);
        return grams;
    }
}
