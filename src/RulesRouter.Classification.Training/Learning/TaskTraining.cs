using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Trains the task heads on prompts with a task label, with a maximum number of prompts per source.</summary>
internal static class TaskTraining
{
    private const int MaxRowsPerSource = 600;
    private const int MinRowsPerTask = 30;
    private static readonly float[] Sharpnesses = [0.3f, 0.5f, 0.7f, 1f, 1.4f];

    public static IReadOnlyList<OutcomeRow> Choose(IEnumerable<OutcomeRow> rows) =>
    [
        .. rows.Where(row => row.Kind is not null)
            .GroupBy(row => (row.Source, row.Kind))
            .SelectMany(
                source => source.OrderBy(row => Reading.WordHash.Of(row.Id)).ThenBy(
                    row => row.Id,
                    StringComparer.Ordinal).Take(MaxRowsPerSource)),
    ];

    /// <summary>Null if fewer than two tasks have enough labelled prompts.</summary>
    public static TaskModel? Train(IReadOnlyList<OutcomeRow> rows, int seed)
    {
        var vectors = rows.AsParallel().AsOrdered().Select(row => PromptVector.Of(row.Prompt)).ToArray();
        var tasks = rows.GroupBy(row => row.Kind!.Value)
            .Where(task => task.Count() >= MinRowsPerTask)
            .Select(task => task.Key)
            .Order()
            .ToArray();
        if (tasks.Length < 2)
        {
            return null;
        }

        var inside = Enumerable.Range(0, rows.Count).Where(at => Folds.Of(rows[at].Group, 4, seed) != 0).ToArray();
        var outside = Enumerable.Range(0, rows.Count).Except(inside).Where(at => tasks.Contains(rows[at].Kind!.Value)).ToArray();
        var trial = Train(rows, vectors, inside, tasks, seed);
        var sharpness = Sharpnesses.MinBy(
            sharp => outside.Sum(at => Surprise(trial with { Sharpness = sharp }, vectors[at], rows[at].Kind!.Value)));
        return Train(rows, vectors, [.. Enumerable.Range(0, rows.Count)], tasks, seed) with
        {
            Sharpness = sharpness,
            Familiar = [.. tasks.Select(task => Familiar(rows, vectors, task, seed))],
        };
    }

    private static FamiliarSource Familiar(IReadOnlyList<OutcomeRow> rows, PromptVector[] vectors, TaskKind task, int seed) =>
        FamiliarSourceTraining.Learn(
            [
                .. Enumerable
                .Range(0, rows.Count)
                .Where(at => rows[at].Kind == task)
                .Select(at => new LearningRow(vectors[at], rows[at].Source, rows[at].Group, [], [])),
            ],
            seed) ?? FamiliarSource.Anything;

    private static double Surprise(TaskModel model, PromptVector vector, TaskKind task) =>
        -Math.Log(Math.Max(1e-6, model.Predict(vector)[Array.IndexOf(model.Tasks, task)]));

    private static TaskModel Train(IReadOnlyList<OutcomeRow> rows, PromptVector[] vectors, int[] used, TaskKind[] tasks, int seed)
    {
        var scale = DenseScale.Of([.. used.Select(at => vectors[at])]);
        var standardised = used.Select(at => scale.Apply(vectors[at].Dense)).ToArray();
        var probes = Probes.Draw(seed);
        var standardProbes = probes.Select(probe => scale.Apply(probe.Dense)).ToArray();
        var weight = rows.GroupBy(row => row.Kind!.Value).ToDictionary(
            task => task.Key,
            task => MathF.Min(4, MathF.Sqrt(600f / task.Count())));
        var model = new TaskModel(tasks, scale, new LinearHead[tasks.Length], new LinearHead[tasks.Length], 1, []);
        Parallel.For(0, tasks.Length, task =>
        {
            float Label(int index) => rows[used[index]].Kind == tasks[task] ? 1 : 0;
            float Weight(int index) => weight[rows[used[index]].Kind!.Value];
            var indices = Enumerable.Range(0, used.Length).ToArray();
            model.Grams[task] = LogisticTraining.OnGrams(
                indices.Select(index => (vectors[used[index]], Label(index), Weight(index))),
                probes,
                seed);
            model.Dense[task] = LogisticTraining.OnDense(
                indices.Select(index => (standardised[index], Label(index), Weight(index))),
                standardProbes,
                seed);
        });
        return model;
    }
}
