using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Verification.Coverage;

/// <summary>What a suite can show of a policy.</summary>
public enum CoverageKind
{
    /// <summary>A rule matches.</summary>
    Rule,

    /// <summary>A comparison is true, false or unknown.</summary>
    Branch,

    /// <summary>A comparison alone decides its condition, once by being true and once by being false (MC/DC).</summary>
    Deciding,

    /// <summary>A rule selects while certain others constrain, oblige or deny.</summary>
    Region,
}

/// <summary>One thing that some case should show.</summary>
/// <param name="Owner">The rule as <c>policy/rule</c>; of a region the policy.</param>
/// <param name="Detail">What tells it from others of its owner and kind.</param>
/// <param name="Statement">As a sentence: <c>rule `x` matches</c>.</param>
public sealed record CoverageGoal(CoverageKind Kind, string Owner, string Detail, string Statement, SourceSpan Place)
{
    internal GoalKey Key => new(Kind, Owner, Detail);

    /// <summary>Of a branch and of what decides: the comparison's place in its condition, from 0; -1 otherwise.</summary>
    internal int Leaf { get; init; } = -1;

    internal Truth Truth { get; init; } = Truth.True;
}

internal readonly record struct GoalKey(CoverageKind Kind, string Owner, string Detail);

/// <summary>What became of a goal.</summary>
public enum GoalState
{
    Met,

    /// <summary>Some request meets it, but no case.</summary>
    Missing,

    /// <summary>No request can meet it, which is proved; it does not count.</summary>
    Impossible,

    /// <summary>No case meets it, and whether a request can is not known.</summary>
    Unclear,
}

/// <param name="Cases">How many cases meet it.</param>
/// <param name="Witness">With <see cref="GoalState.Missing"/>: a request that meets it, as the evaluator confirms.</param>
public sealed record GoalResult(CoverageGoal Goal, GoalState State, int Cases, Proving.Witnesses.Witness? Witness);
