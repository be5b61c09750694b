namespace RulesRouter.Classifiers.Measuring;

/// <summary>What <c>rulesrouter classifier evaluate</c> is asked. One of <see cref="TrainFolder"/> and <see cref="ModelPath"/> is given.</summary>
public sealed record EvaluateOptions
{
    public required string TestFolder { get; init; }

    /// <summary>Train for the measurement; groups and near-duplicates of tested rows are kept out of it.</summary>
    public string? TrainFolder { get; init; }

    /// <summary>Measure an artefact as it is.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Empty: on each data set the models at the lower quartile and at the top.</summary>
    public IReadOnlyList<ModelPair> Pairs { get; init; } = [];

    /// <summary>Also train without the whole family of each data set.</summary>
    public bool LeaveFamilyOut { get; init; } = true;

    public int Replicates { get; init; } = 500;

    public int Seed { get; init; } = 1;
}
