using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Trains <see cref="LinearHead"/>s with ML.NET's L-BFGS, on one thread, so that the same data gives the same weights.</summary>
internal static class LogisticTraining
{
    /// <summary>L2 for unit vectors of n-grams, and for standardised dense features.</summary>
    private const float GramPenalty = 0.5f;
    private const float DensePenalty = 75f;

    public static LinearHead OnGrams(
        IEnumerable<(PromptVector Vector, float Label, float Weight)> examples,
        PromptVector[] probes,
        int seed) =>
        Train(
            examples.SelectMany(example => RowsOf(GramsOf(example.Vector), example.Label, example.Weight)),
            [.. probes.Select(probe => new LogisticRow { Features = GramsOf(probe) })],
            GramBuckets.Count,
            GramPenalty,
            seed);

    public static LinearHead OnDense(IEnumerable<(float[] Dense, float Label, float Weight)> examples, float[][] probes, int seed) =>
        Train(
            examples.SelectMany(example => RowsOf(Dense(example.Dense), example.Label, example.Weight)),
            [.. probes.Select(probe => new LogisticRow { Features = Dense(probe) })],
            DenseFeatures.Count,
            DensePenalty,
            seed);

    public static LinearHead Train(IEnumerable<LogisticRow> rows, LogisticRow[] probes, int size, float penalty, int seed)
    {
        var ml = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(LogisticRow));
        schema[nameof(LogisticRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(LogisticRow.Weight),
            L1Regularization = 0,
            L2Regularization = penalty,
            NumberOfThreads = 1,
            OptimizationTolerance = 1e-4f,
            MaximumNumberOfIterations = 60,
        });
        var model = trainer.Fit(ml.Data.LoadFromEnumerable(rows.ToList(), schema));
        float[] scores = probes.Length == 0
            ? []
            : [.. model.Transform(ml.Data.LoadFromEnumerable(probes, schema)).GetColumn<float>("Score")];
        var parameters = (LinearBinaryModelParameters)model.Model.SubModel;
        return new LinearHead([.. parameters.Weights], parameters.Bias, scores);
    }

    /// <summary>A label between 0 and 1 (a success rate) counts as one row per outcome, weighted.</summary>
    public static IEnumerable<LogisticRow> RowsOf(VBuffer<float> features, float label, float weight)
    {
        if (label > 0)
        {
            yield return new LogisticRow { Label = true, Weight = label * weight, Features = features };
        }

        if (label < 1)
        {
            yield return new LogisticRow { Label = false, Weight = (1 - label) * weight, Features = features };
        }
    }

    private static VBuffer<float> GramsOf(PromptVector vector)
    {
        var values = new float[vector.Buckets.Length];
        Array.Fill(values, LinearHead.ScaleOf(values.Length));
        return new VBuffer<float>(GramBuckets.Count, values.Length, values, vector.Buckets);
    }

    private static VBuffer<float> Dense(float[] values) => new(values.Length, values);
}
