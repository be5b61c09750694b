using System.Collections.Frozen;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Names;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>
/// Rules from features to a task, where there is no trained artefact. <see cref="Certain"/> covers markers; <see cref="Guess"/> also weighs
/// the words of an instruction, and abstains if two tasks score alike.
/// </summary>
internal static class TaskRules
{
    /// <summary>Below this confidence the rules abstain.</summary>
    public const double Threshold = 0.5;

    private static readonly (TaskKind Task, Signal Signal, double Weight, bool NeedsCode)[] Words =
    [
        (TaskKind.Explain, Signal.Explain, 1.6, true),
        (TaskKind.CodeReview, Signal.Review, 2.0, true),
        (TaskKind.Refactor, Signal.Refactor, 1.6, true),
        (TaskKind.Debugging, Signal.Fix, 1.4, true),
        (TaskKind.Debugging, Signal.Bug, 1.2, true),
        (TaskKind.UnitTestGeneration, Signal.Test, 1.1, true),
        (TaskKind.Summarise, Signal.Summarise, 2.2, false),
        (TaskKind.CodeReasoning, Signal.Holes, 2.0, true),
        (TaskKind.Reasoning, Signal.Quantity, 0.7, false),
        (TaskKind.Reasoning, Signal.Mathematics, 0.7, false),
    ];

    /// <summary>Opening verbs that name a task if the prompt is about code.</summary>
    private static readonly FrozenDictionary<Signal, TaskKind> CodeTasks = new Dictionary<Signal, TaskKind>
    {
        [Signal.Explain] = TaskKind.Explain,
        [Signal.Review] = TaskKind.CodeReview,
        [Signal.Refactor] = TaskKind.Refactor,
        [Signal.Fix] = TaskKind.Debugging,
        [Signal.Write] = TaskKind.CodeGeneration,
    }.ToFrozenDictionary();

    public static TaskGuess Certain(in PromptFeatures features)
    {
        if (features.HasFillMarkers)
        {
            return new TaskGuess(TaskKind.Autocomplete, 0.98);
        }

        if (features.HasStackTrace)
        {
            return new TaskGuess(TaskKind.Debugging, 0.9);
        }

        if (features[Signal.AsksForTests] > 0
            && features[Signal.Fix] + features[Signal.Refactor] + features[Signal.Explain] + features[Signal.Review] == 0)
        {
            return new TaskGuess(TaskKind.UnitTestGeneration, 0.9);
        }

        if (features[Signal.Holes] > 0 && features[Signal.Asserts] > 0)
        {
            return new TaskGuess(TaskKind.CodeReasoning, 0.9);
        }

        if (features.HasDiff && features[Signal.Fix] + features[Signal.Refactor] + features[Signal.Explain] == 0)
        {
            return new TaskGuess(TaskKind.CodeReview, features[Signal.Review] > 0 ? 0.97 : 0.85);
        }

        return features[Signal.Choices] >= 3 ? new TaskGuess(TaskKind.Knowledge, 0.85) : TaskGuess.Unknown;
    }

    /// <summary>
    /// The task named by a prompt's opening verb, if the prompt is about code: "Refactor this class", "Please fix the failing test". Such
    /// an instruction is better evidence than resemblance to the prompts of a benchmark. A summary need not be about code.
    /// </summary>
    public static TaskGuess Opening(in PromptFeatures features)
    {
        var verb = (Signal)features[Signal.Opening];
        return verb == Signal.Summarise || (CodeTasks.ContainsKey(verb) && IsAboutCode(features))
            ? new TaskGuess(CodeTasks.GetValueOrDefault(verb, TaskKind.Summarise), 0.85)
            : TaskGuess.Unknown;
    }

    /// <summary>
    /// The statement of a contest problem. Without an instruction, the task may be to solve it, to repair a solution or to write tests
    /// for it; its numbers and the word "integers" make it resemble a word problem.
    /// </summary>
    public static bool IsContestStatement(in PromptFeatures features) =>
        features[Signal.InputHeadings] > 0 && features[Signal.OutputHeadings] > 0;

    private static bool IsAboutCode(in PromptFeatures features) =>
        features.HasCode
            || features[Signal.CodeNoun] + features[Signal.Definitions] + features[Signal.CodeWord] + features[Signal.Bug]
                + features[Signal.Test] > 0;

    public static TaskGuess Guess(in PromptFeatures features)
    {
        var certain = Certain(features);
        if (certain.Task is not null)
        {
            return certain;
        }

        var opening = Opening(features);
        if (opening.Task is not null)
        {
            return opening;
        }

        if (IsContestStatement(features))
        {
            return TaskGuess.Unknown;
        }

        Span<double> votes = stackalloc double[EnumNames<TaskKind>.All.Length];
        var aboutCode = features.HasCode || features[Signal.CodeNoun] + features[Signal.Definitions] + features[Signal.CodeWord] > 0;
        foreach (var (task, signal, weight, needsCode) in Words)
        {
            votes[(int)task] += aboutCode || !needsCode ? Saturated(features[signal]) * weight : 0;
        }

        if (features[Signal.Write] > 0 && aboutCode)
        {
            votes[(int)TaskKind.CodeGeneration] += 1.0;
            votes[(int)TaskKind.UnitTestGeneration] += features[Signal.AsksForTests] > 0 ? 1.4 : 0;
        }

        if (aboutCode)
        {
            votes[(int)TaskKind.Reasoning] = 0;
        }
        else if (features[Signal.Questions] > 0 && features[Signal.Numbers] == 0)
        {
            votes[(int)TaskKind.Knowledge] += features[Signal.Ask] > 0 && features.Words < 40 ? 0.9 : 0.3;
        }

        return Best(votes);
    }

    private static double Saturated(int count) => count switch { 0 => 0, 1 => 1, 2 => 1.4, _ => 1.7 };

    /// <summary>The winner's confidence grows with its votes and falls with the runner-up's.</summary>
    private static TaskGuess Best(ReadOnlySpan<double> votes)
    {
        int best = 0;
        double second = 0;
        for (var task = 1; task < votes.Length; task++)
        {
            if (votes[task] > votes[best])
            {
                (second, best) = (votes[best], task);
            }
            else
            {
                second = Math.Max(second, votes[task]);
            }
        }

        var confidence = votes[best] / (votes[best] + second + 0.6);
        return confidence >= Threshold ? new TaskGuess((TaskKind)best, Math.Min(0.9, confidence)) : TaskGuess.Unknown;
    }
}
