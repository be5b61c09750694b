namespace RulesRouter.Classifiers.Measuring;

/// <summary>How well tasks are told apart. An abstention is neither right nor wrong for <see cref="AnsweredAccuracy"/>, and wrong for the rest.</summary>
public sealed record TaskMeasurement
{
    public required string Split { get; init; }

    public required int Rows { get; init; }

    /// <summary>Share of prompts that got a task at all.</summary>
    public required double Answered { get; init; }

    public required double Accuracy { get; init; }

    public required double AnsweredAccuracy { get; init; }

    public required double MacroF1 { get; init; }

    /// <summary>Labelled task → answered task, or "unknown" → prompts.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Confusion { get; init; }
}
