using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Learning;

/// <summary>One-against-the-rest heads for the tasks that have labelled prompts; the sum of two logits each, made probabilities together.</summary>
/// <param name="Familiar">A task's own prompts, one a task: heads are sure of prompts they know nothing like, and this tells.</param>
internal sealed record TaskModel(TaskKind[] Tasks, DenseScale Scale, LinearHead[] Grams, LinearHead[] Dense, float Sharpness, FamiliarSource[] Familiar)
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
