using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>A domain's model laid out for serving; gives what <see cref="StackedModel.Predict"/> gives, without allocating.</summary>
internal sealed class DomainScorer(StackedModel model)
{
    private readonly GramTable grams = new(model.Heads.Grams);

    /// <param name="buckets">Distinct.</param>
    /// <param name="dense">Not standardised.</param>
    /// <param name="outputs">Receives one number a target.</param>
    /// <returns>How far the prompt is from the training rows; 1 is the usual limit.</returns>
    public float Score(ReadOnlySpan<ushort> buckets, ReadOnlySpan<float> dense, Span<float> outputs)
    {
        Span<float> logits = stackalloc float[GramTable.Lanes];
        Span<float> standardised = stackalloc float[DenseFeatures.Count];
        Span<float> scores = stackalloc float[HeadSet.ScoreCount(DomainTargets.Count)];
        grams.Score(buckets, logits);
        model.Heads.Scale.Apply(dense, standardised);
        for (var target = 0; target < DomainTargets.Count; target++)
        {
            scores[HeadSet.PerTarget * target] = Logistic.Of(logits[target]);
            scores[HeadSet.PerTarget * target + 1] = Logistic.Of(model.Heads.Dense[target].ScoreDense(standardised));
            scores[HeadSet.PerTarget * target + 2] = model.Heads.Trees[target].Score(dense);
        }

        PlainScores.Fill(dense, scores[(HeadSet.PerTarget * DomainTargets.Count)..]);
        for (var target = 0; target < DomainTargets.Count; target++)
        {
            outputs[target] = model.Outputs[target].Of(scores);
        }

        return DenseScale.Distance(standardised) / MathF.Max(1e-6f, model.Heads.Scale.UsualDistance);
    }
}
