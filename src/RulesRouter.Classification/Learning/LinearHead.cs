using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Learning;

/// <summary>A logistic regression over n-gram buckets, trained by ML.NET's L-BFGS and kept as its weights.</summary>
internal sealed class LinearHead(float[] weights, float bias)
{
    public float[] Weights { get; } = weights;

    public float Bias { get; } = bias;

    /// <summary>Every bucket counts once, scaled so that a prompt's vector has length one.</summary>
    public static float ScaleOf(int buckets) => 1 / MathF.Sqrt(Math.Max(1, buckets));

    /// <returns>The logit.</returns>
    public float Score(ReadOnlySpan<int> buckets)
    {
        var sum = 0f;
        foreach (var bucket in buckets)
        {
            sum += Weights[bucket];
        }

        return sum * ScaleOf(buckets.Length) + Bias;
    }

    /// <summary>A label between 0 and 1, a success rate, counts as both outcomes, weighted.</summary>
    public static LinearHead Train(IReadOnlyList<(PromptVector Vector, float Label, float Weight)> examples, float l2, int seed)
    {
        var ml = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, GramBuckets.Count);
        var data = ml.Data.LoadFromEnumerable(examples.SelectMany(RowsOf), schema);
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight),
            L1Regularization = 0,
            L2Regularization = l2,
            NumberOfThreads = 1,
            OptimizationTolerance = 1e-4f,
            MaximumNumberOfIterations = 60,
        });
        var model = (LinearBinaryModelParameters)trainer.Fit(data).Model.SubModel;
        return new LinearHead([.. model.Weights], model.Bias);
    }

    private static IEnumerable<Row> RowsOf((PromptVector Vector, float Label, float Weight) example)
    {
        var (vector, label, weight) = example;
        var values = new float[vector.Buckets.Length];
        Array.Fill(values, ScaleOf(values.Length));
        var features = new VBuffer<float>(GramBuckets.Count, values.Length, values, vector.Buckets);
        if (label > 0)
        {
            yield return new Row { Label = true, Weight = label * weight, Features = features };
        }

        if (label < 1)
        {
            yield return new Row { Label = false, Weight = (1 - label) * weight, Features = features };
        }
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public float Weight { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}
