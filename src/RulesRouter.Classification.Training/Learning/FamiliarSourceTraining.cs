using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Measures how rare n-gram buckets are in a source.</summary>
internal static class FamiliarSourceTraining
{
    private const int MinRows = 60;
    private const int FoldCount = 4;
    private const double LimitShare = 0.97;

    /// <summary>Null if there are too few prompts, or too few groups to leave one out.</summary>
    public static FamiliarSource? Learn(IReadOnlyList<LearningRow> rows, int seed)
    {
        var means = new List<float>();
        for (var fold = 0; fold < FoldCount; fold++)
        {
            var inside = rows.Where(row => Folds.Of(row.Group, FoldCount, seed) != fold).ToList();
            var rarity = RarityIn(inside);
            means.AddRange(
                rows.Where(row => inside.Count > 0 && Folds.Of(row.Group, FoldCount, seed) == fold).Select(
                    row => FamiliarSource.Mean(FamiliarSource.Sum(rarity, row.Vector.Buckets), row.Vector.Buckets.Length)));
        }

        if (means.Count < MinRows)
        {
            return null;
        }

        means.Sort();
        var middle = means[means.Count / 2];
        return new FamiliarSource(
            rows.Count,
            RarityIn(rows),
            middle,
            MathF.Max(means[(int)(LimitShare * (means.Count - 1))], middle + FamiliarSource.Step));
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

        return
        [
            .. counts.Select(
                count => (byte)Math.Clamp(Math.Round(-Math.Log((count + 0.5) / (rows.Count + 1)) / FamiliarSource.Step), 0, byte.MaxValue)),
        ];
    }
}
