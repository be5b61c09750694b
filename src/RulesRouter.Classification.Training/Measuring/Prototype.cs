using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>
/// A baseline for comparison: for each model of the pair, hashed words, pairs of words and runs of four characters
/// with L-BFGS logistic regression; 34 hand-made features with LightGBM at its defaults; both logits combined by a cross-fitted logistic
/// stacker. It is trained on the pair's own outcomes alone; its score is P(strong) − P(weak).
/// </summary>
internal static class Prototype
{
    private const int HandMade = 34;
    private const int InnerFolds = 4;
    private const float StackerPenalty = 1;

    /// <summary>One score per tested row.</summary>
    public static double[] Score(IReadOnlyList<OutcomeRow> own, ModelPair pair, IReadOnlyList<PromptVector> tested, int seed)
    {
        var vectors = own.AsParallel().AsOrdered().Select(row => PromptVector.Of(row.Prompt)).ToArray();
        var chances = new double[2][];
        Parallel.For(0, 2, side =>
        {
            var truth = own.Select(row => (float)row.Outcomes[side == 0 ? pair.Weak : pair.Strong]).ToArray();
            chances[side] = Chances(own, vectors, truth, tested, seed);
        });
        return [.. chances[1].Zip(chances[0], (strong, weak) => strong - weak)];
    }

    private static double[] Chances(
        IReadOnlyList<OutcomeRow> own,
        PromptVector[] vectors,
        float[] truth,
        IReadOnlyList<PromptVector> tested,
        int seed)
    {
        var folds = own.Select(row => Folds.Of(row.Group, InnerFolds, seed + 1)).ToArray();
        var unseen = new float[own.Count][];
        for (var fold = 0; fold < InnerFolds; fold++)
        {
            int[] inside = [.. Rows(own.Count, row => folds[row] != fold)], outside = [.. Rows(own.Count, row => folds[row] == fold)];
            var logits = Logits(inside, vectors, truth, [.. outside.Select(row => vectors[row])], seed);
            for (var at = 0; at < outside.Length; at++)
            {
                unseen[outside[at]] = logits[at];
            }
        }

        var stacker = LogisticTraining.Train(
            Rows(own.Count, _ => true).SelectMany(row => LogisticTraining.RowsOf(new VBuffer<float>(2, unseen[row]), truth[row], 1)),
            [],
            2,
            StackerPenalty,
            seed);
        var all = Logits([.. Rows(own.Count, _ => true)], vectors, truth, tested, seed);
        return [.. all.Select(logit => (double)Logistic.Of(stacker.ScoreDense(logit)))];
    }

    /// <summary>The logits of n-grams and of trees, one pair per tested prompt.</summary>
    private static float[][] Logits(int[] rows, PromptVector[] vectors, float[] truth, IReadOnlyList<PromptVector> asked, int seed)
    {
        if (rows.Length == 0 || rows.All(row => truth[row] >= 0.5f) || rows.All(row => truth[row] < 0.5f))
        {
            return [.. asked.Select(_ => new float[2])];
        }

        var grams = LogisticTraining.OnGrams(rows.Select(row => (vectors[row], truth[row], 1f)), [], seed);
        var ml = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(LogisticRow));
        schema[nameof(LogisticRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, HandMade);
        LogisticRow RowOf(PromptVector vector, bool label) => new()
        {
            Label = label,
            Weight = 1,
            Features = new VBuffer<float>(HandMade, vector.Dense[..HandMade]),
        };
        var trees = ml.BinaryClassification.Trainers.LightGbm(
            new LightGbmBinaryTrainer.Options { NumberOfThreads = 1, Deterministic = true, Seed = seed })
            .Fit(ml.Data.LoadFromEnumerable(rows.Select(row => RowOf(vectors[row], truth[row] >= 0.5f)).ToList(), schema));
        var scored = trees.Transform(ml.Data.LoadFromEnumerable(asked.Select(vector => RowOf(vector, false)).ToList(), schema))
            .GetColumn<float>("Score")
            .ToArray();
        return [.. asked.Select((vector, at) => new[] { grams.Score(vector.Buckets), scored[at] })];
    }

    private static IEnumerable<int> Rows(int count, Func<int, bool> which) => Enumerable.Range(0, count).Where(which);
}
