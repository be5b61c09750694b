using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>
/// Trains the task heads with ML.NET's maximum entropy trainer, on one thread, so that the same data gives the same weights. A feature of a
/// single source names the source, not the task, and is left out; the more sources have it, the less it is shrunk. Each task has the same
/// weight, and a source's grows with the root of its rows.
/// </summary>
internal static class TaskTraining
{
    private const int MinSources = 2;

    /// <summary>From this number of sources on a feature has its full value.</summary>
    private const double ManySources = 8;
    /// <summary>
    /// Enlarges every feature during training: the trainer does not shrink the biases, which then stay small beside the features' weights
    /// within the iterations.
    /// </summary>
    private const float Boost = 4;
    private const float Penalty = 0.9f * Boost * Boost;
    private const int Iterations = 40;
    private const int MinRows = 30;

    /// <summary>Null if fewer than two tasks have enough examples, or no two sources share a feature.</summary>
    public static TaskModel? Train(IReadOnlyList<TaskExample> examples, int seed)
    {
        var tasks = examples.GroupBy(example => example.Task)
            .Where(task => task.Count() >= MinRows)
            .Select(task => task.Key)
            .Order()
            .ToArray();
        return tasks.Length < 2 ? null : Train([.. examples.Where(example => tasks.Contains(example.Task))], tasks, seed);
    }

    private static TaskModel? Train(List<TaskExample> examples, TaskKind[] tasks, int seed)
    {
        var values = ValuesOf(examples);
        var kept = Enumerable.Range(0, TaskGrams.Count).Where(bucket => values[bucket] > 0).ToArray();
        if (kept.Length == 0)
        {
            return null;
        }

        var places = new int[TaskGrams.Count];
        Array.Fill(places, -1);
        for (var at = 0; at < kept.Length; at++)
        {
            places[kept[at]] = at;
        }

        var weights = WeightsOf(examples, tasks);
        var ml = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(SoftmaxRow));
        schema[nameof(SoftmaxRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, kept.Length);
        schema[nameof(SoftmaxRow.Label)].ColumnType = new KeyDataViewType(typeof(uint), tasks.Length);
        var trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            ExampleWeightColumnName = nameof(SoftmaxRow.Weight),
            L1Regularization = 0,
            L2Regularization = Penalty,
            NumberOfThreads = 1,
            HistorySize = 8,
            OptimizationTolerance = 1e-4f,
            MaximumNumberOfIterations = Iterations,
        });
        SoftmaxRow[] rows =
        [
            .. examples.Select((example, at) => new SoftmaxRow
            {
                Label = (uint)Array.IndexOf(tasks, example.Task),
                Weight = weights[at],
                Features = FeaturesOf(example.Vector, places, kept.Length, values),
            }),
        ];
        var model = trainer.Fit(ml.Data.LoadFromEnumerable(rows, schema));
        var probes = Probes.DrawTasks(seed).Select(
            probe => new SoftmaxRow { Features = FeaturesOf(probe, places, kept.Length, values) });
        float[] probeScores =
            [.. model.Transform(ml.Data.LoadFromEnumerable(probes, schema)).GetColumn<float[]>("Score").SelectMany(scores => scores)];
        return Quantised(model.Model, tasks, kept, values, probeScores);
    }

    private static TaskModel Quantised(
        MaximumEntropyModelParameters model, TaskKind[] tasks, int[] kept, float[] values, float[] probeScores)
    {
        VBuffer<float>[] heads = [];
        model.GetWeights(ref heads, out _);
        float[][] dense = [.. heads.Select(head => head.DenseValues().Select((weight, at) => weight * Boost * values[kept[at]]).ToArray())];
        float[] steps = [.. dense.Select(head => head.Max(MathF.Abs) / short.MaxValue)];
        var weights = new short[kept.Length * tasks.Length];
        for (var at = 0; at < kept.Length; at++)
        {
            for (var task = 0; task < tasks.Length; task++)
            {
                weights[at * tasks.Length + task] = steps[task] == 0 ? (short)0 : (short)MathF.Round(dense[task][at] / steps[task]);
            }
        }

        return new TaskModel(
            tasks, [.. model.GetBiases()], kept, weights, steps, Temperature: 1, Threshold: 0, ForeignThreshold: 0, probeScores);
    }

    private static float[] ValuesOf(IReadOnlyList<TaskExample> examples)
    {
        var sources = new int[TaskGrams.Count];
        foreach (var source in examples.GroupBy(example => example.Source))
        {
            foreach (var bucket in source.SelectMany(example => example.Vector.Views.SelectMany(view => view)).Distinct())
            {
                sources[bucket]++;
            }
        }

        return [.. sources.Select(count => count < MinSources ? 0 : (float)Math.Min(1, Math.Sqrt(Math.Sqrt(count / ManySources))))];
    }

    private static float[] WeightsOf(IReadOnlyList<TaskExample> examples, TaskKind[] tasks)
    {
        var sizes = examples.GroupBy(example => (example.Source, example.Task))
            .ToDictionary(source => source.Key, source => source.Sum(example => example.Weight));
        float[] weights = [.. examples.Select(example => example.Weight / MathF.Sqrt(sizes[(example.Source, example.Task)]))];
        var totals = examples.Zip(weights).GroupBy(pair => pair.First.Task)
            .ToDictionary(task => task.Key, task => task.Sum(pair => pair.Second));
        var balanced = examples.Zip(weights, (example, weight) => weight / totals[example.Task]).ToArray();
        var mean = balanced.Average();
        return [.. balanced.Select(weight => weight / mean)];
    }

    private static VBuffer<float> FeaturesOf(TaskVector vector, int[] places, int size, float[] values)
    {
        var found = new List<(int Place, float Value)>();
        for (var view = (TaskView)0; view < TaskView.Count; view++)
        {
            var buckets = vector.Views[(int)view];
            var value = TaskModel.ValueOf(view, buckets.Length);
            found.AddRange(buckets.Where(bucket => places[bucket] >= 0).Select(bucket => (places[bucket], Boost * value * values[bucket])));
        }

        found.Sort((one, other) => one.Place.CompareTo(other.Place));
        return new VBuffer<float>(size, found.Count, [.. found.Select(pair => pair.Value)], [.. found.Select(pair => pair.Place)]);
    }
}
