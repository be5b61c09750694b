using RulesRouter.Source;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Results;

/// <summary>A claim about one policy and its verdict.</summary>
/// <param name="Statement">The claim as a sentence.</param>
/// <param name="Place">Place of its subject.</param>
/// <param name="Witness">With <see cref="ProofVerdict.Refuted"/>: a request that violates the claim, confirmed by the evaluator.</param>
/// <param name="Obstacle">With <see cref="ProofVerdict.Unknown"/>: the reason.</param>
/// <param name="Detail">Details of the violation, or the rules that a proof rests on; may be empty.</param>
internal sealed record ProofResult(
    ClaimKind Kind,
    string Policy,
    string Statement,
    ProofVerdict Verdict,
    SourceSpan Place,
    Witness? Witness = null,
    Obstacle? Obstacle = null,
    string Detail = "")
{
    /// <summary>For a refuted property: the witness with its decision and as a test case.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>
    /// For a proved property that requires a routed decision: the end (exclusive) of the time that the proof covers. Null: all times.
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>For a property: no request satisfies its `forAll` at any time covered.</summary>
    public bool IsVacuous { get; init; }

    /// <summary>Whether the policy's author should fix something.</summary>
    public bool IsDefect => Kind switch
    {
        ClaimKind.Unreachable or ClaimKind.Shadowed or ClaimKind.AlwaysTrue => Verdict == ProofVerdict.Proved,
        ClaimKind.NoGap => false,
        ClaimKind.NoConflict or ClaimKind.NeverLoosens or ClaimKind.Universal
            or ClaimKind.Property => IsVacuous || Verdict == ProofVerdict.Refuted,
    };
}
