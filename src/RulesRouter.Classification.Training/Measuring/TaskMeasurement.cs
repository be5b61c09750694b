namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>
/// Quality of task recognition. An abstention is ignored by <see cref="AnsweredAccuracy"/> and counts as wrong elsewhere.
/// </summary>
internal sealed record TaskMeasurement
{
    public required string Split { get; init; }

    public required int Rows { get; init; }

    /// <summary>Share of prompts for which a task was answered.</summary>
    public required double Answered { get; init; }

    public required double Accuracy { get; init; }

    public required double AnsweredAccuracy { get; init; }

    public required double MacroF1 { get; init; }

    /// <summary>Labelled task → answered task, or "unknown" → prompts.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Confusion { get; init; }
}
