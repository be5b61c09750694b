using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Measures the task heads together with the rules, as served.</summary>
internal static class TaskMeasuring
{
    private const int FoldCount = 5;
    private const string Unknown = "unknown";

    public static TaskMeasurement Measure(IReadOnlyList<OutcomeRow> rows, IPromptClassifier classifier, string split)
    {
        var labelled = TaskTraining.Choose(rows);
        return Summarise(split, [.. labelled.Select(row => (row, Answer(classifier, row)))]);
    }

    /// <summary>The rules alone, folds by group, and each source left out once.</summary>
    public static IReadOnlyList<TaskMeasurement> CrossValidate(IReadOnlyList<OutcomeRow> rows, int seed)
    {
        var labelled = TaskTraining.Choose(rows);
        if (labelled.Count == 0)
        {
            return [];
        }

        return
        [
            Measure(rows, new HeuristicClassifier(), "rules alone"),
            Split("groups apart", labelled, row => Folds.Of(row.Group, FoldCount, seed).ToString(), seed),
            Split("source left out", labelled, row => row.Source, seed),
        ];
    }

    private static TaskMeasurement Split(string name, IReadOnlyList<OutcomeRow> rows, Func<OutcomeRow, string> part, int seed)
    {
        var answers = new List<(OutcomeRow, TaskKind?)>();
        foreach (var tested in rows.GroupBy(part))
        {
            var groups = tested.Select(row => row.Group).ToHashSet();
            var left = rows.Where(row => part(row) != tested.Key && !groups.Contains(row.Group)).ToList();
            var classifier = new TrainedClassifier(
                new ClassifierParameters(seed, TaskTraining.Train(left, seed), [], new LengthResponse(0, 0)),
                "measured");
            answers.AddRange(tested.Select(row => (row, Answer(classifier, row))));
        }

        return Summarise(name, answers);
    }

    private static TaskKind? Answer(IPromptClassifier classifier, OutcomeRow row) =>
        classifier.Classify(ClassifierInput.Of(row.Prompt)).Task;

    private static TaskMeasurement Summarise(string split, List<(OutcomeRow Row, TaskKind? Answer)> answers)
    {
        if (answers.Count == 0)
        {
            return new TaskMeasurement
            {
                Split = split,
                Rows = 0,
                Answered = 0,
                Accuracy = 0,
                AnsweredAccuracy = 0,
                MacroF1 = 0,
                Confusion = new Dictionary<string, IReadOnlyDictionary<string, int>>(),
            };
        }

        var right = answers.Count(answer => answer.Answer == answer.Row.Kind);
        var answered = answers.Count(answer => answer.Answer is not null);
        var tasks = answers.Select(answer => answer.Row.Kind!.Value).Distinct().Order().ToList();
        return new TaskMeasurement
        {
            Split = split,
            Rows = answers.Count,
            Answered = (double)answered / answers.Count,
            Accuracy = (double)right / answers.Count,
            AnsweredAccuracy = answered == 0 ? 0 : (double)right / answered,
            MacroF1 = tasks.Average(task => F1(answers, task)),
            Confusion = tasks.ToDictionary(
                EnumNames<TaskKind>.NameOf,
                IReadOnlyDictionary<string, int> (task) => answers.Where(answer => answer.Row.Kind == task)
                    .GroupBy(answer => answer.Answer is { } found ? EnumNames<TaskKind>.NameOf(found) : Unknown)
                    .OrderByDescending(found => found.Count()).ThenBy(found => found.Key, StringComparer.Ordinal)
                    .ToDictionary(found => found.Key, found => found.Count())),
        };
    }

    private static double F1(List<(OutcomeRow Row, TaskKind? Answer)> answers, TaskKind task)
    {
        var both = answers.Count(answer => answer.Row.Kind == task && answer.Answer == task);
        var either = answers.Count(answer => answer.Row.Kind == task) + answers.Count(answer => answer.Answer == task);
        return 2.0 * both / either;
    }
}
