namespace RulesRouter.Classifiers.Measuring;

/// <summary>What <c>rulesrouter classifier evaluate</c> is asked. Without <see cref="TrainFolder"/> and <see cref="ModelPath"/> the test folder is cross-validated.</summary>
public sealed record EvaluateOptions
{
    public required string TestFolder { get; init; }

    /// <summary>
    /// Train on it for the measurement: groups and near-duplicates of tested rows are kept out of it. Beside <see cref="ModelPath"/> it is
    /// what the artefact was trained on, and tested rows that belong with it are left out.
    /// </summary>
    public string? TrainFolder { get; init; }

    /// <summary>Measure an artefact as it is.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Empty: on each data set the models at the lower quartile and at the top.</summary>
    public IReadOnlyList<ModelPair> Pairs { get; init; } = [];

    /// <summary>Empty: all of them.</summary>
    public IReadOnlyList<EvaluatePart> Parts { get; init; } = [];

    public int Replicates { get; init; } = 500;

    public int Seed { get; init; } = 1;

    internal bool Has(EvaluatePart part) => Parts.Count == 0 || Parts.Contains(part);
}
