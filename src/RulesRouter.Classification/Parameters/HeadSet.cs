
namespace RulesRouter.Classifiers.Parameters;

/// <summary>Three heads per target: n-grams (linear), dense features (linear) and dense features (trees).</summary>
internal sealed record HeadSet(DenseScale Scale, LinearHead[] Grams, LinearHead[] Dense, TreeHead[] Trees)
{
    public const int PerTarget = 3;

    public int Targets => Grams.Length;

    /// <summary>The number of scores for a number of targets.</summary>
    public static int ScoreCount(int targets) => PerTarget * targets + PlainScores.Count;

    /// <returns>Three numbers per target, each close to a probability, then the plain scores.</returns>
    public float[] Score(PromptVector vector)
    {
        var scores = new float[ScoreCount(Targets)];
        var standardised = Scale.Apply(vector.Dense);
        for (var target = 0; target < Targets; target++)
        {
            scores[PerTarget * target] = Logistic.Of(Grams[target].Score(vector.Buckets));
            scores[PerTarget * target + 1] = Logistic.Of(Dense[target].ScoreDense(standardised));
            scores[PerTarget * target + 2] = Trees[target].Score(vector.Dense);
        }

        PlainScores.Fill(vector.Dense, scores.AsSpan(PerTarget * Targets));
        return scores;
    }
}
