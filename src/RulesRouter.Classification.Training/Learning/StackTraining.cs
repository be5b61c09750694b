using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Trains heads, and blends fitted to heads trained without the row's group.</summary>
internal static class StackTraining
{
    private const int InnerFolds = 4;

    /// <summary>
    /// Trains for <paramref name="targets"/> targets; output <c>i</c> predicts target <c>i</c> from the scores its priors name. For
    /// <paramref name="withinGroups"/> see <see cref="HeadSetTraining.Train"/>.
    /// </summary>
    /// <returns>The model, and each row's outputs from heads trained without its group, with fold means aligned.</returns>
    public static (StackedModel Model, float[][] Unseen) Train(
        IReadOnlyList<LearningRow> rows,
        int targets,
        double[][] priors,
        double[] otherwise,
        int seed,
        int? withinGroups = null)
    {
        var unseen = new float[rows.Count][];
        for (var fold = 0; fold < InnerFolds; fold++)
        {
            var inside = rows.Where(row => Folds.Of(row.Group, InnerFolds, seed + 1) != fold).ToList();
            var heads = HeadSetTraining.Train(inside, targets, seed, withinGroups);
            for (var at = 0; at < rows.Count; at++)
            {
                if (Folds.Of(rows[at].Group, InnerFolds, seed + 1) == fold)
                {
                    unseen[at] = heads.Score(rows[at].Vector);
                }
            }
        }

        var folds = rows.Select(row => Folds.Of(row.Group, InnerFolds, seed + 1)).ToArray();
        var centred = FoldMeans.Remove(unseen, folds);
        var outputs = priors.Select((prior, target) => BlendTraining.Fit(
            centred,
            FoldMeans.Remove(
                [.. rows.Select(row => (double)row.Labels[target])],
                [.. rows.Select(row => (double)row.Weights[target])],
                folds),
            [.. rows.Select(row => (double)row.Weights[target])],
            prior,
            otherwise[target])).ToArray();
        return (
            new StackedModel(HeadSetTraining.Train(rows, targets, seed, withinGroups), outputs),
            [.. centred.Select(scores => outputs.Select(output => output.Of(scores)).ToArray())]);
    }
}
