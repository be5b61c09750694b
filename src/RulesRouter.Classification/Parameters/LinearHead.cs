namespace RulesRouter.Classifiers.Parameters;

/// <summary>The weights of a logistic regression, with ML.NET's own predictions for the probes (as logits).</summary>
internal sealed record LinearHead(float[] Weights, float Bias, float[] ProbeScores)
{
    /// <summary>Scale of a prompt's vector of distinct buckets: it has unit length.</summary>
    public static float ScaleOf(int buckets) => 1 / MathF.Sqrt(Math.Max(1, buckets));

    /// <summary>A head without weights, for targets with too few rows.</summary>
    public static LinearHead Constant(float probability)
    {
        var logit = MathF.Log(Math.Clamp(probability, 0.01f, 0.99f) / (1 - Math.Clamp(probability, 0.01f, 0.99f)));
        return new LinearHead([], logit, [.. Enumerable.Repeat(logit, Probes.Count)]);
    }

    /// <returns>The logit for n-gram buckets.</returns>
    public float Score(ReadOnlySpan<int> buckets)
    {
        var sum = 0f;
        if (Weights.Length > 0)
        {
            foreach (var bucket in buckets)
            {
                sum += Weights[bucket];
            }
        }

        return sum * ScaleOf(buckets.Length) + Bias;
    }

    /// <returns>The logit for standardised dense features.</returns>
    public float ScoreDense(ReadOnlySpan<float> standardised)
    {
        var sum = Bias;
        for (var at = 0; at < Weights.Length; at++)
        {
            sum += Weights[at] * standardised[at];
        }

        return sum;
    }
}
