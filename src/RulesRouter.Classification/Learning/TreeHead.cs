using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace RulesRouter.Classifiers.Learning;

/// <summary>Boosted regression trees over dense features, trained by ML.NET's LightGBM and kept as flat arrays.</summary>
internal sealed class TreeHead
{
    public required float Bias { get; init; }

    /// <summary>The first node of each tree; a tree that is one leaf is written as the complement of its leaf.</summary>
    public required int[] Roots { get; init; }

    public required ushort[] Features { get; init; }

    public required float[] Thresholds { get; init; }

    /// <summary>Where to go at or below the threshold: a node, or the complement of a leaf.</summary>
    public required int[] Lower { get; init; }

    public required int[] Upper { get; init; }

    public required float[] Leaves { get; init; }

    public float Score(ReadOnlySpan<float> features)
    {
        var sum = Bias;
        foreach (var root in Roots)
        {
            var node = root;
            while (node >= 0)
            {
                node = features[Features[node]] <= Thresholds[node] ? Lower[node] : Upper[node];
            }

            sum += Leaves[~node];
        }

        return sum;
    }

    public static TreeHead Train(IReadOnlyList<(float[] Features, float Label, float Weight)> examples, TreeShape shape, int seed)
    {
        var ml = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, examples[0].Features.Length);
        var data = ml.Data.LoadFromEnumerable(
            examples.Select(example => new Row { Label = example.Label, Weight = example.Weight, Features = example.Features }), schema);
        var trainer = ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight),
            NumberOfLeaves = shape.Leaves,
            NumberOfIterations = shape.Trees,
            MinimumExampleCountPerLeaf = shape.LeastInLeaf,
            LearningRate = shape.LearningRate,
            NumberOfThreads = 1,
            Deterministic = true,
            Seed = seed,
            Booster = new GradientBooster.Options
            {
                FeatureFraction = 0.5,
                SubsampleFraction = 0.7,
                SubsampleFrequency = 1,
                L2Regularization = 5,
            },
        });
        return Flatten(trainer.Fit(data).Model.TrainedTreeEnsemble);
    }

    private static TreeHead Flatten(RegressionTreeEnsemble ensemble)
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
        };
    }

    private sealed class Row
    {
        public float Label { get; set; }

        public float Weight { get; set; }

        public float[] Features { get; set; } = [];
    }
}
