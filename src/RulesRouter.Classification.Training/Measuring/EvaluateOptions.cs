namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>
/// Options of <c>rulesrouter classifier evaluate</c>. Without <see cref="TrainFolder"/> and <see cref="ModelPath"/> the test folder is
/// cross-validated.
/// </summary>
internal sealed record EvaluateOptions
{
    public required string TestFolder { get; init; }

    /// <summary>
    /// Training data for the evaluation, without groups and near-duplicates of tested rows. With <see cref="ModelPath"/> it is the data
    /// that the artefact was trained on, and related tested rows are left out.
    /// </summary>
    public string? TrainFolder { get; init; }

    /// <summary>Evaluate an artefact as it is.</summary>
    public string? ModelPath { get; init; }

    /// <summary>If empty: on each data set the models at the lower quartile and at the top.</summary>
    public IReadOnlyList<ModelPair> Pairs { get; init; } = [];

    /// <summary>Empty: all of them.</summary>
    public IReadOnlyList<EvaluatePart> Parts { get; init; } = [];

    public int Replicates { get; init; } = 500;

    public int Seed { get; init; } = 1;

    internal bool Has(EvaluatePart part) => Parts.Count == 0 || Parts.Contains(part);
}
