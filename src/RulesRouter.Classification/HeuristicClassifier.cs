using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers;

/// <summary>
/// Fixed rules over <see cref="PromptFeatures"/>, used when there is no trained artefact. It gives no
/// success probabilities; a task given by the caller is kept with confidence 1.
/// </summary>
internal sealed class HeuristicClassifier : IPromptClassifier
{
    /// <summary>Change it whenever a rule, keyword or constant changes: it is part of every decision's revision.</summary>
    public string Digest => "heuristic-6";

    public Classification Classify(in ClassifierInput prompt)
    {
        if (string.IsNullOrWhiteSpace(prompt.Text))
        {
            return Classification.Unknown with { Task = prompt.Task, TaskConfidence = prompt.Task is null ? 0 : 1 };
        }

        var features = PromptFeatures.Read(prompt);
        var named = prompt.Task is { } known ? new TaskGuess(known, 1) : TaskRules.Guess(features);
        var guess = named.Refined(TaskReader.OutlineOf(prompt, features));
        return new Classification
        {
            Source = ClassificationSource.Heuristic,
            Task = guess.Task,
            TaskConfidence = Math.Round(guess.Confidence, 3),
            Kind = guess.Kind,
            InputTokens = prompt.Tokens.Estimate,
            HasCode = features.HasCode,
            Difficulty = guess.Task is { } task && DifficultyRule.CanJudge(task, features) ? DifficultyRule.Of(task, features) : null,
            OutputTokens = Math.Round(OutputLength.Of(guess.Task, prompt.Text)),
        };
    }
}
