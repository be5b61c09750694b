using RulesRouter.Catalog;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>One-versus-rest heads for the tasks with labelled prompts; the sums of two logits each, normalised to probabilities.</summary>
/// <param name="Familiar">
/// The prompts of each task: they show which prompts are unlike the training rows, where heads are overconfident.
/// </param>
internal sealed record TaskModel(
    TaskKind[] Tasks,
    DenseScale Scale,
    LinearHead[] Grams,
    LinearHead[] Dense,
    float Sharpness,
    FamiliarSource[] Familiar)
{
    public float[] Predict(PromptVector vector)
    {
        var standardised = Scale.Apply(vector.Dense);
        var logits = new float[Tasks.Length];
        for (var at = 0; at < logits.Length; at++)
        {
            logits[at] = Grams[at].Score(vector.Buckets) + Dense[at].ScoreDense(standardised);
        }

        ToProbabilities(logits, Sharpness);
        return logits;
    }

    public static void ToProbabilities(Span<float> logits, float sharpness)
    {
        var most = float.MinValue;
        foreach (var logit in logits)
        {
            most = MathF.Max(most, logit);
        }

        var sum = 0f;
        foreach (ref var logit in logits)
        {
            logit = MathF.Exp((logit - most) * sharpness);
            sum += logit;
        }

        foreach (ref var logit in logits)
        {
            logit /= sum;
        }
    }
}
