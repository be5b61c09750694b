namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Quality of task recognition.</summary>
internal sealed record TaskMeasurement
{
    /// <summary>How tested and training rows were separated.</summary>
    public required string Split { get; init; }

    /// <summary>The mean over tasks.</summary>
    public required TaskShares Mean { get; init; }

    /// <summary>The mean over tasks of the prompts that are not English.</summary>
    public required TaskShares NotEnglish { get; init; }

    public required IReadOnlyList<TaskShares> ByTask { get; init; }

    public required IReadOnlyList<TaskShares> BySource { get; init; }

    public required IReadOnlyList<TaskShares> ByLength { get; init; }

    public required IReadOnlyList<TaskShares> ByLanguage { get; init; }

    /// <summary>Empty if only answers are known, not the confidence of the most probable task.</summary>
    public required IReadOnlyList<ConfidenceBin> Calibration { get; init; }

    /// <summary>Labelled task → answered task, or "unknown" → prompts.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Confusion { get; init; }
}
