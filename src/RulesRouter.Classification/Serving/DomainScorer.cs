using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>A domain's model in the layout used for serving; equals <see cref="StackedModel.Predict"/>, without allocations.</summary>
internal sealed class DomainScorer(DomainModel model)
{
    private const int Room = 8;

    private readonly DenseScale scale = model.Stack.Heads.Scale;
    private readonly GramHeads grams = new(model.Stack.Heads.Grams, model.Familiarity.Sources);
    private readonly DenseHeads linear = new(model.Stack.Heads.Dense);
    private readonly TreeTable?[] trees =
    [
        .. model.Stack.Heads.Trees.Select((head, target) => IsUsed(model.Stack, TreeScore(target)) ? new TreeTable(head) : null),
    ];
    private readonly Blend[] outputs = model.Stack.Outputs;

    public DomainModel Model => model;

    /// <param name="buckets">Distinct.</param>
    /// <param name="dense">Not standardised.</param>
    /// <param name="into">Receives one number per target.</param>
    /// <returns>See <see cref="Familiarity.Distance"/>.</returns>
    public float Score(ReadOnlySpan<ushort> buckets, ReadOnlySpan<float> dense, Span<float> into)
    {
        Span<float> gramLogits = stackalloc float[Room];
        Span<float> linearLogits = stackalloc float[Room];
        Span<float> standardised = stackalloc float[DenseFeatures.Count];
        Span<float> values = stackalloc float[TreeTable.Features];
        Span<float> scores = stackalloc float[HeadSet.ScoreCount(DomainTargets.Count)];
        var distance = grams.Score(buckets, gramLogits);
        scale.Apply(dense, standardised);
        linear.Score(standardised, linearLogits);
        TreeTable.Fill(dense, values);
        for (var target = 0; target < DomainTargets.Count; target++)
        {
            scores[HeadSet.PerTarget * target] = Logistic.Of(gramLogits[target]);
            scores[HeadSet.PerTarget * target + 1] = Logistic.Of(linearLogits[target]);
            scores[TreeScore(target)] = trees[target]?.Score(values) ?? 0;
        }

        PlainScores.Fill(dense, scores[(HeadSet.PerTarget * DomainTargets.Count)..]);
        for (var target = 0; target < DomainTargets.Count; target++)
        {
            into[target] = outputs[target].Of(scores);
        }

        return distance;
    }

    private static int TreeScore(int target) => HeadSet.PerTarget * target + 2;

    /// <summary>Whether any output gives the score a weight; others are not computed.</summary>
    private static bool IsUsed(StackedModel stack, int score) => stack.Outputs.Any(output => output.Weights[score] != 0);
}
