using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>A domain's model laid out for serving; gives what <see cref="StackedModel.Predict"/> gives, without allocating.</summary>
internal sealed class DomainScorer(DomainModel model)
{
    private readonly HeadSet heads = model.Stack.Heads;
    private readonly TreeTable[] trees = [.. model.Stack.Heads.Trees.Select(head => new TreeTable(head))];
    private readonly Blend[] outputs = model.Stack.Outputs;
    private readonly GramTable grams = new(model.Stack.Heads.Grams);
    private readonly FamiliarityTable familiarity = new(model.Familiarity);

    public DomainModel Model => model;

    /// <param name="buckets">Distinct.</param>
    /// <param name="dense">Not standardised.</param>
    /// <param name="into">Receives one number a target.</param>
    /// <returns>See <see cref="Familiarity.Distance"/>.</returns>
    public float Score(ReadOnlySpan<ushort> buckets, ReadOnlySpan<float> dense, Span<float> into)
    {
        Span<float> logits = stackalloc float[GramTable.Lanes];
        Span<float> standardised = stackalloc float[DenseFeatures.Count];
        Span<float> scores = stackalloc float[HeadSet.ScoreCount(DomainTargets.Count)];
        grams.Score(buckets, logits);
        heads.Scale.Apply(dense, standardised);
        for (var target = 0; target < DomainTargets.Count; target++)
        {
            scores[HeadSet.PerTarget * target] = Logistic.Of(logits[target]);
            scores[HeadSet.PerTarget * target + 1] = Logistic.Of(heads.Dense[target].ScoreDense(standardised));
            scores[HeadSet.PerTarget * target + 2] = trees[target].Score(dense);
        }

        PlainScores.Fill(dense, scores[(HeadSet.PerTarget * DomainTargets.Count)..]);
        for (var target = 0; target < DomainTargets.Count; target++)
        {
            into[target] = outputs[target].Of(scores);
        }

        return familiarity.Distance(buckets);
    }
}
