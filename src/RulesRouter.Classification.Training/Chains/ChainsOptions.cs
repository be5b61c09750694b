using RulesRouter.Policies;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>Options of <c>rulesrouter evaluate chains</c>.</summary>
internal sealed record ChainsOptions
{
    /// <summary>JSONL of outcomes with costs, plain or compressed.</summary>
    public required string TrainFile { get; init; }

    /// <summary>Null to split the training file.</summary>
    public string? TestFile { get; init; }

    /// <summary>Random halves, at least 1.</summary>
    public int Splits { get; init; } = 100;

    public int Seed { get; init; } = 1;

    /// <summary>Maximum attempts in a chain, 1 to 6.</summary>
    public int MaxLength { get; init; } = 3;

    /// <summary>Cost of failures and error rates of the verifier; edits and time are not in the data.</summary>
    public CostRule Terms { get; init; } = CostRule.Default with
    {
        UnsolvedUsd = 0.6,
        WrongAcceptedUsd = 0.6,
        FalseAccept = 0,
        FalseReject = 0,
    };
}
