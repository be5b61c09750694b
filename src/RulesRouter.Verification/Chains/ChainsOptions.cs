using RulesRouter.Policies;

namespace RulesRouter.Verification.Chains;

/// <summary>What <c>rulesrouter evaluate chains</c> is asked.</summary>
public sealed record ChainsOptions
{
    /// <summary>JSONL of outcomes with dollars, plain or compressed.</summary>
    public required string TrainFile { get; init; }

    /// <summary>Null: the training file is split instead.</summary>
    public string? TestFile { get; init; }

    /// <summary>Random halves, at least 1.</summary>
    public int Splits { get; init; } = 100;

    public int Seed { get; init; } = 1;

    /// <summary>Attempts in a chain at most, 1 to 6.</summary>
    public int MaxLength { get; init; } = 3;

    /// <summary>What failures cost and how the verifier errs; edits and time are not in the data.</summary>
    public CostRule Terms { get; init; } = CostRule.Default with { UnsolvedUsd = 0.6, WrongAcceptedUsd = 0.6, FalseAccept = 0, FalseReject = 0 };
}
