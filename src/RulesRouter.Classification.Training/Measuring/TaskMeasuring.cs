using RulesRouter.Catalog;
using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning.Tasks;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Measures how well tasks are recognised, with every source left out of the training that answers for it.</summary>
internal static class TaskMeasuring
{
    private const string Unknown = "unknown";

    /// <summary>Upper limits of the lengths reported, in characters.</summary>
    private static readonly int[] Lengths = [50, 200, 1000, 4000, int.MaxValue];

    /// <summary>The tested rows as a classifier answers them.</summary>
    public static TaskMeasurement Measure(IReadOnlyList<OutcomeRow> rows, IPromptClassifier classifier, string split) =>
        Summarise(split, [.. TaskExamples.Choose(rows).AsParallel().AsOrdered().Select(row => Answer(row, classifier))]);

    /// <summary>
    /// The tested rows as served, each by heads trained without its source, on the other tested rows and the training rows of other
    /// sources. Calibration and threshold come from the other folds.
    /// </summary>
    public static IReadOnlyList<TaskMeasurement> Measure(
        IReadOnlyList<OutcomeRow> training, IReadOnlyList<OutcomeRow> test, int seed, IProgress<string>? progress)
    {
        var tested = TaskExamples.Choose(test);
        if (tested.Count == 0)
        {
            return [];
        }

        var known = tested.Select(row => row.Source).ToHashSet();
        var others = TaskExamples.Choose(training).Where(row => !known.Contains(row.Source)).ToList();
        OutcomeRow[] rows = [.. tested, .. others];
        var predictions = SourcesLeftOut.Predict(rows, TaskExamples.Of(rows), seed, progress);
        var measured = predictions.GroupBy(prediction => prediction.Fold).SelectMany(fold =>
        {
            var calibration = TaskCalibration.Fit([.. predictions.Where(prediction => prediction.Fold != fold.Key)]);
            return fold.Select(prediction => AnswerOf(prediction, calibration));
        });
        var isTested = tested.ToHashSet();
        return
        [
            Measure(test, new HeuristicClassifier(), "rules alone"),
            Summarise("each source left out", [.. measured.Where(answer => isTested.Contains(answer.Row))]),
        ];
    }

    private static TaskAnswer Answer(OutcomeRow row, IPromptClassifier classifier)
    {
        var said = classifier.Classify(TaskInputs.Of(row));
        return new TaskAnswer(row, said.Task, said.TaskConfidence, said.Task);
    }

    private static TaskAnswer AnswerOf(LeftOutPrediction prediction, TaskCalibration calibration)
    {
        var input = TaskInputs.Of(prediction.Row);
        if (TaskForms.Of(input, PromptFeatures.Read(input)) is { } form)
        {
            return new TaskAnswer(prediction.Row, TaskForms.TaskOf(form), TaskForms.Confidence, TaskForms.TaskOf(form));
        }

        var (best, confidence) = TaskCalibration.Best(prediction, calibration.Temperature);
        return new TaskAnswer(prediction.Row, best, confidence, confidence >= calibration.ThresholdOf(prediction) ? best : null);
    }

    private static TaskMeasurement Summarise(string split, IReadOnlyList<TaskAnswer> answers) => new()
    {
        Split = split,
        Mean = TaskShares.MeanOverTasks("mean over tasks", answers),
        NotEnglish = TaskShares.MeanOverTasks("not English", [.. answers.Where(answer => IsForeign(answer.Row))]),
        ByTask = By(answers, answer => EnumNames<TaskKind>.NameOf(answer.Label)),
        BySource = By(answers, answer => answer.Row.Source),
        ByLength = [.. By(answers, LengthOf).OrderBy(length => Array.FindIndex(Lengths, each => NameOf(each) == length.Name))],
        ByLanguage = By(answers, answer => answer.Row.Language ?? "not given"),
        Calibration = ConfidenceBin.Of([.. answers.Where(answer => answer.Best is not null)]),
        Confusion = answers.GroupBy(answer => answer.Label).OrderBy(task => task.Key).ToDictionary(
            task => EnumNames<TaskKind>.NameOf(task.Key),
            IReadOnlyDictionary<string, int> (task) => task
                .CountBy(answer => answer.Answer is { } found ? EnumNames<TaskKind>.NameOf(found) : Unknown)
                .OrderByDescending(found => found.Value).ThenBy(found => found.Key, StringComparer.Ordinal)
                .ToDictionary(found => found.Key, found => found.Value)),
    };

    private static IReadOnlyList<TaskShares> By(IReadOnlyList<TaskAnswer> answers, Func<TaskAnswer, string> key) =>
    [
        .. answers.GroupBy(key).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => TaskShares.Of(group.Key, [.. group])),
    ];

    private static bool IsForeign(OutcomeRow row) => row.Language is not (null or "en" or "code" or "_template");

    private static string LengthOf(TaskAnswer answer)
    {
        var characters = TaskInputs.Of(answer.Row).Text.Length;
        return NameOf(Array.Find(Lengths, limit => characters <= limit));
    }

    private static string NameOf(int limit) => limit == int.MaxValue ? $"over {Lengths[^2]}" : $"up to {limit}";
}
