namespace RulesRouter.Classifiers.Learning;

/// <summary>A logistic regression kept as its weights, with what ML.NET itself predicted for the probes (as logits).</summary>
internal sealed record LinearHead(float[] Weights, float Bias, float[] ProbeScores)
{
    /// <summary>Every bucket of a prompt counts once, scaled so that the prompt's vector has length one.</summary>
    public static float ScaleOf(int buckets) => 1 / MathF.Sqrt(Math.Max(1, buckets));

    /// <summary>A head without weights, for want of rows to learn from.</summary>
    public static LinearHead Constant(float probability)
    {
        var logit = MathF.Log(Math.Clamp(probability, 0.01f, 0.99f) / (1 - Math.Clamp(probability, 0.01f, 0.99f)));
        return new LinearHead([], logit, [.. Enumerable.Repeat(logit, Probes.Count)]);
    }

    /// <returns>The logit, of n-gram buckets.</returns>
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

    /// <returns>The logit, of standardised dense features.</returns>
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
