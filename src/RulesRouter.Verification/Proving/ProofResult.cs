using RulesRouter.Source;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Witnesses;

namespace RulesRouter.Verification.Proving;

/// <summary>What is claimed of every request.</summary>
public enum ClaimKind
{
    /// <summary>No request matches a rule.</summary>
    Unreachable,

    /// <summary>No request gets a rule's selection: others that may match come first.</summary>
    Shadowed,

    /// <summary>Every request matches a rule that has a condition.</summary>
    AlwaysTrue,

    /// <summary>Some rule with a condition selects before the default.</summary>
    NoGap,

    /// <summary>Two rules of one layer and equal priority that select differently never match together.</summary>
    NoConflict,

    /// <summary>What an ancestor demands is demanded still.</summary>
    NeverLoosens,

    /// <summary>A property that every policy has to have, without being asked.</summary>
    Universal,

    /// <summary>A property that the policy's tests declare.</summary>
    Property,
}

/// <summary>A claim about one policy and what became of it.</summary>
/// <param name="Statement">The claim as a sentence.</param>
/// <param name="Place">Where what it is about stands.</param>
/// <param name="Witness">With <see cref="Verdict.Refuted"/>: a request that breaks the claim, as the evaluator confirms.</param>
/// <param name="Obstacle">With <see cref="Verdict.Unknown"/>: what stood in the way.</param>
/// <param name="Detail">What the evaluator said of the witness, or which rules are behind a proof; may be empty.</param>
public sealed record ProofResult(
    ClaimKind Kind,
    string Policy,
    string Statement,
    Verdict Verdict,
    SourceSpan Place,
    Witness? Witness = null,
    Obstacle? Obstacle = null,
    string Detail = "")
{
    /// <summary>Of a refuted property: the witness with its decision, and as a test case to commit.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>Whether an author has something to put right.</summary>
    public bool IsDefect => Kind switch
    {
        ClaimKind.Unreachable or ClaimKind.Shadowed or ClaimKind.AlwaysTrue => Verdict == Verdict.Proved,
        ClaimKind.NoGap => false,
        _ => Verdict == Verdict.Refuted,
    };
}
