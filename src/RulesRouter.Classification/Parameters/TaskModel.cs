using RulesRouter.Catalog;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Parameters;

/// <summary>A softmax over the tasks with labelled prompts: one weight per hashed feature and task, quantised.</summary>
/// <param name="Tasks">In ascending order.</param>
/// <param name="Biases">One per task.</param>
/// <param name="Buckets">The features with weights, in ascending order.</param>
/// <param name="Weights">One row of <see cref="Tasks"/> weights per bucket, in <paramref name="Steps"/>.</param>
/// <param name="Steps">One per task.</param>
/// <param name="Temperature">
/// Divides the logits, so that a confidence is the share of right answers on sources without training rows.
/// </param>
/// <param name="Threshold">The smallest confidence that is answered.</param>
/// <param name="ForeignThreshold">The same for an instruction with letters that English has not.</param>
/// <param name="ProbeScores">ML.NET's own probabilities for the probes before calibration, one row per probe.</param>
internal sealed record TaskModel(
    TaskKind[] Tasks,
    float[] Biases,
    int[] Buckets,
    short[] Weights,
    float[] Steps,
    float Temperature,
    float Threshold,
    float ForeignThreshold,
    float[] ProbeScores)
{
    /// <summary>How much each view counts; chosen on sources left out of training.</summary>
    private static readonly float[] ViewScales = [1, 0.7f, 0.7f, 1, 1.5f, 0.7f, 0.2f, 1, 0.6f];

    /// <summary>
    /// The value of a view's features: smaller the more of them there are, so that a long text is no louder than a short one.
    /// </summary>
    public static float ValueOf(TaskView view, int features) =>
        ViewScales[(int)view] / MathF.Sqrt(view == TaskView.Concepts ? 4 + 0.3f * features : Math.Max(2, features));

    /// <summary>Turns logits into probabilities.</summary>
    public static void ToProbabilities(Span<float> logits, float temperature)
    {
        var most = float.MinValue;
        foreach (var logit in logits)
        {
            most = MathF.Max(most, logit);
        }

        var sum = 0f;
        foreach (ref var logit in logits)
        {
            logit = MathF.Exp((logit - most) / temperature);
            sum += logit;
        }

        foreach (ref var logit in logits)
        {
            logit /= sum;
        }
    }
}
