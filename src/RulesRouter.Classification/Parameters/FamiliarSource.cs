using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>How rare n-gram buckets are in one source, and how rare those of its own prompts are if their group is left out.</summary>
/// <param name="Rows">Number of prompts it was trained on.</param>
/// <param name="Rarity">A bucket's −ln of the share of prompts that have it, in <see cref="Step"/>s.</param>
/// <param name="Middle">Median over the source's prompts of their buckets' mean rarity.</param>
/// <param name="Limit">The 97th percentile of the same.</param>
internal sealed record FamiliarSource(int Rows, byte[] Rarity, float Middle, float Limit)
{
    internal const float Step = 1 / 24f;
    /// <summary>A source with too few prompts: every prompt is at its median.</summary>
    public static FamiliarSource Anything { get; } = new(0, new byte[GramBuckets.Count], 0, 1);

    public float Distance(ReadOnlySpan<int> buckets) => Distance(Sum(Rarity, buckets), buckets.Length);

    /// <param name="rarities">The sum over distinct buckets.</param>
    /// <param name="buckets">Number of distinct buckets.</param>
    public float Distance(int rarities, int buckets) => (Mean(rarities, buckets) - Middle) / (Limit - Middle);

    internal static int Sum(byte[] rarity, ReadOnlySpan<int> buckets)
    {
        var sum = 0;
        foreach (var bucket in buckets)
        {
            sum += rarity[bucket];
        }

        return sum;
    }

    internal static float Mean(int rarities, int buckets) => Step * rarities / Math.Max(1, buckets);
}
