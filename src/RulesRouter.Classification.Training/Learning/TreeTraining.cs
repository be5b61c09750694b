using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Trains <see cref="TreeHead"/>s with ML.NET's LightGBM, on one thread and deterministically.</summary>
internal static class TreeTraining
{
    private const int Trees = 120;
    private const int Leaves = 8;

    /// <summary>Minimum rows per leaf: 1/80 of the rows, between 15 and 100.</summary>
    private const int LeavesAtMost = 80;

    public static TreeHead Train(IEnumerable<(float[] Dense, float Label, float Weight)> examples, float[][] probes, int seed)
    {
        var ml = new MLContext(seed);
        var rows = examples.Select(example => new TreeRow { Label = example.Label, Weight = example.Weight, Features = example.Dense })
            .ToList();
        var schema = SchemaDefinition.Create(typeof(TreeRow));
        schema[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, probes[0].Length);
        var trainer = ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            ExampleWeightColumnName = nameof(TreeRow.Weight),
            NumberOfLeaves = Leaves,
            NumberOfIterations = Trees,
            MinimumExampleCountPerLeaf = Math.Clamp(rows.Count / LeavesAtMost, 15, 100),
            LearningRate = 0.04,
            NumberOfThreads = 1,
            Deterministic = true,
            Seed = seed,
            Booster = new GradientBooster.Options
            {
                FeatureFraction = 0.25,
                SubsampleFraction = 0.6,
                SubsampleFrequency = 1,
                L2Regularization = 5,
            },
        });
        var model = trainer.Fit(ml.Data.LoadFromEnumerable(rows, schema));
        var scored = model.Transform(ml.Data.LoadFromEnumerable(probes.Select(probe => new TreeRow { Features = probe }), schema));
        return Flatten(model.Model.TrainedTreeEnsemble, [.. scored.GetColumn<float>("Score")]);
    }

    private static TreeHead Flatten(RegressionTreeEnsemble ensemble, float[] probeScores)
    {
        List<int> roots = [], lower = [], upper = [];
        List<ushort> features = [];
        List<float> thresholds = [], leaves = [];
        for (var at = 0; at < ensemble.Trees.Count; at++)
        {
            var tree = ensemble.Trees[at];
            var (firstNode, firstLeaf) = (features.Count, leaves.Count);
            int Moved(int child) => child >= 0 ? child + firstNode : ~(~child + firstLeaf);
            roots.Add(tree.NumberOfNodes == 0 ? ~firstLeaf : firstNode);
            features.AddRange(tree.NumericalSplitFeatureIndexes.Select(feature => (ushort)feature));
            thresholds.AddRange(tree.NumericalSplitThresholds);
            lower.AddRange(tree.LeftChild.Select(Moved));
            upper.AddRange(tree.RightChild.Select(Moved));
            leaves.AddRange(tree.LeafValues.Select(value => (float)(value * ensemble.TreeWeights[at])));
        }

        return new TreeHead
        {
            Bias = (float)ensemble.Bias,
            Roots = [.. roots],
            Features = [.. features],
            Thresholds = [.. thresholds],
            Lower = [.. lower],
            Upper = [.. upper],
            Leaves = [.. leaves],
            ProbeScores = probeScores,
        };
    }
}
