using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// A prompt as used in training, read by the serving code: distinct n-gram buckets in ascending order, and dense features.
/// </summary>
internal sealed record PromptVector(int[] Buckets, float[] Dense)
{
    public static PromptVector Of(string prompt)
    {
        PromptFeatures features = default;
        var grams = new GramBuckets();
        try
        {
            PromptScanner.Scan(prompt, ref features, ref grams);
            var dense = new float[DenseFeatures.Count];
            DenseFeatures.Fill(features, grams.Kept.Length, dense);
            var buckets = new int[grams.Kept.Length];
            for (var at = 0; at < buckets.Length; at++)
            {
                buckets[at] = grams.Kept[at];
            }

            Array.Sort(buckets);
            return new PromptVector(buckets, dense);
        }
        finally
        {
            grams.Dispose();
        }
    }
}
