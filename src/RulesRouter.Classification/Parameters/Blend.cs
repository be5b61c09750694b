namespace RulesRouter.Classifiers.Parameters;

/// <summary>
/// Combines head scores to an output: a mean plus non-negative weights on standardised scores. Non-negative, because a score that
/// ranks backwards on one training set is noise; linear in probabilities, so that uninformative scores give the mean.
/// </summary>
/// <param name="Constant">Intercept, with the means of the scores subtracted.</param>
/// <param name="Weights">One per head score, of either sign.</param>
internal sealed record Blend(float Constant, float[] Weights)
{
    public float Of(ReadOnlySpan<float> scores)
    {
        var sum = Constant;
        for (var at = 0; at < scores.Length; at++)
        {
            sum += Weights[at] * scores[at];
        }

        return sum;
    }
}
