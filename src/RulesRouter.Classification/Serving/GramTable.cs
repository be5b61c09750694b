using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>The n-gram weights of up to eight heads, side by side, so that a bucket is one load and one addition for all of them.</summary>
internal sealed class GramTable
{
    public const int Lanes = 8;

    private readonly float[] weights = new float[GramBuckets.Count * Lanes];
    private readonly float[] biases = new float[Lanes];

    public GramTable(ReadOnlySpan<LinearHead> heads)
    {
        for (var lane = 0; lane < heads.Length; lane++)
        {
            biases[lane] = heads[lane].Bias;
            for (var bucket = 0; bucket < heads[lane].Weights.Length; bucket++)
            {
                weights[bucket * Lanes + lane] = heads[lane].Weights[bucket];
            }
        }
    }

    /// <param name="buckets">Distinct.</param>
    /// <param name="logits">Receives <see cref="Lanes"/> numbers.</param>
    public void Score(ReadOnlySpan<ushort> buckets, Span<float> logits)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(weights);
        var sum = Vector256<float>.Zero;
        foreach (var bucket in buckets)
        {
            sum += Vector256.LoadUnsafe(ref first, (nuint)((bucket & (GramBuckets.Count - 1)) * Lanes));
        }

        (sum * LinearHead.ScaleOf(buckets.Length) + Vector256.Create(biases)).CopyTo(logits);
    }
}
