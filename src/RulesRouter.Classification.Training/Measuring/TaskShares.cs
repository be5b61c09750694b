namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Shares of the prompts of one kind: of one task, source, length or language.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Prompts">Number of prompts.</param>
/// <param name="Forced">Share for which the most probable task is the label.</param>
/// <param name="Right">Share answered with the label.</param>
/// <param name="Wrong">Share answered with another task.</param>
internal sealed record TaskShares(string Name, int Prompts, double Forced, double Right, double Wrong)
{
    internal static TaskShares Of(string name, IReadOnlyCollection<TaskAnswer> answers) => new(
        name,
        answers.Count,
        Share(answers, answer => answer.Best == answer.Label),
        Share(answers, answer => answer.IsRight),
        Share(answers, answer => answer.IsWrong));

    /// <summary>The mean over tasks, each with the same weight.</summary>
    internal static TaskShares MeanOverTasks(string name, IReadOnlyCollection<TaskAnswer> answers)
    {
        var tasks = answers.GroupBy(answer => answer.Label).Select(task => Of(name, [.. task])).ToList();
        return tasks.Count == 0
            ? new TaskShares(name, 0, 0, 0, 0)
            : new TaskShares(
                name,
                answers.Count,
                tasks.Average(task => task.Forced),
                tasks.Average(task => task.Right),
                tasks.Average(task => task.Wrong));
    }

    private static double Share(IReadOnlyCollection<TaskAnswer> answers, Func<TaskAnswer, bool> holds) =>
        answers.Count == 0 ? 0 : (double)answers.Count(holds) / answers.Count;
}
