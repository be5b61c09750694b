using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// Standardises dense features by the mean and standard deviation of the training rows, clipped at four standard deviations.
/// </summary>
internal sealed record DenseScale(float[] Mean, float[] Inverse)
{
    private const float Cut = 4;

    public static DenseScale Of(IReadOnlyList<PromptVector> vectors)
    {
        var (mean, inverse) = (new float[DenseFeatures.Count], new float[DenseFeatures.Count]);
        for (var feature = 0; feature < mean.Length; feature++)
        {
            var average = vectors.Average(vector => (double)vector.Dense[feature]);
            var spread = Math.Sqrt(vectors.Average(vector => Math.Pow(vector.Dense[feature] - average, 2)));
            mean[feature] = (float)average;
            inverse[feature] = spread > 0.01 ? (float)(1 / spread) : 0;
        }

        return new DenseScale(mean, inverse);
    }

    public float[] Apply(ReadOnlySpan<float> dense)
    {
        var into = new float[dense.Length];
        Apply(dense, into);
        return into;
    }

    public void Apply(ReadOnlySpan<float> dense, Span<float> into)
    {
        for (var at = 0; at < dense.Length; at++)
        {
            into[at] = Math.Clamp((dense[at] - Mean[at]) * Inverse[at], -Cut, Cut);
        }
    }
}
