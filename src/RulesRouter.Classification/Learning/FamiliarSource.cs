using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Learning;

/// <summary>How rare n-gram buckets are in one source, and how rare those of its own prompts are if their group is left out.</summary>
/// <param name="Rows">Number of prompts it was trained on.</param>
/// <param name="Rarity">A bucket's −ln of the share of prompts that have it, in <see cref="Step"/>s.</param>
/// <param name="Middle">Median over the source's prompts of their buckets' mean rarity.</param>
/// <param name="Limit">The 97th percentile of the same.</param>
internal sealed record FamiliarSource(int Rows, byte[] Rarity, float Middle, float Limit)
{
    private const float Step = 1 / 24f;
    private const int MinRows = 60;
    private const int FoldCount = 4;
    private const double LimitShare = 0.97;

    /// <summary>A source with too few prompts: every prompt is at its median.</summary>
    public static FamiliarSource Anything { get; } = new(0, new byte[GramBuckets.Count], 0, 1);

    public float Distance(ReadOnlySpan<int> buckets) => Distance(Sum(Rarity, buckets), buckets.Length);

    /// <param name="rarities">The sum over distinct buckets.</param>
    /// <param name="buckets">Number of distinct buckets.</param>
    public float Distance(int rarities, int buckets) => (Mean(rarities, buckets) - Middle) / (Limit - Middle);

    /// <summary>Null if there are too few prompts, or too few groups to leave one out.</summary>
    public static FamiliarSource? Learn(IReadOnlyList<LearningRow> rows, int seed)
    {
        var means = new List<float>();
        for (var fold = 0; fold < FoldCount; fold++)
        {
            var inside = rows.Where(row => Folds.Of(row.Group, FoldCount, seed) != fold).ToList();
            var rarity = RarityIn(inside);
            means.AddRange(rows.Where(row => inside.Count > 0 && Folds.Of(row.Group, FoldCount, seed) == fold).Select(row => Mean(Sum(rarity, row.Vector.Buckets), row.Vector.Buckets.Length)));
        }

        if (means.Count < MinRows)
        {
            return null;
        }

        means.Sort();
        var middle = means[means.Count / 2];
        return new FamiliarSource(rows.Count, RarityIn(rows), middle, MathF.Max(means[(int)(LimitShare * (means.Count - 1))], middle + Step));
    }

    private static byte[] RarityIn(IReadOnlyList<LearningRow> rows)
    {
        var counts = new int[GramBuckets.Count];
        foreach (var row in rows)
        {
            foreach (var bucket in row.Vector.Buckets)
            {
                counts[bucket]++;
            }
        }

        return [.. counts.Select(count => (byte)Math.Clamp(Math.Round(-Math.Log((count + 0.5) / (rows.Count + 1)) / Step), 0, byte.MaxValue))];
    }

    private static int Sum(byte[] rarity, ReadOnlySpan<int> buckets)
    {
        var sum = 0;
        foreach (var bucket in buckets)
        {
            sum += rarity[bucket];
        }

        return sum;
    }

    private static float Mean(int rarities, int buckets) => Step * rarities / Math.Max(1, buckets);
}
