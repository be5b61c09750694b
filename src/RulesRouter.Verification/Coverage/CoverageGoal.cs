using RulesRouter.Policies.Conditions;
using RulesRouter.Source;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Coverage;

/// <summary>Kinds of coverage goals.</summary>
internal enum CoverageKind
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

/// <summary>One goal that some case should meet.</summary>
/// <param name="Owner">The rule as <c>policy/rule</c>; for a region, the policy.</param>
/// <param name="Detail">Distinguishes goals of equal owner and kind.</param>
/// <param name="Statement">As a sentence: <c>rule `x` matches</c>.</param>
internal sealed record CoverageGoal(CoverageKind Kind, string Owner, string Detail, string Statement, SourceSpan Place)
{
    internal GoalKey Key => new(Kind, Owner, Detail);

    /// <summary>For branches and deciding comparisons: index of the comparison in its condition, from 0; otherwise -1.</summary>
    internal int Leaf { get; init; } = -1;

    internal Truth Truth { get; init; } = Truth.True;
}

internal readonly record struct GoalKey(CoverageKind Kind, string Owner, string Detail);

/// <summary>Result for a goal.</summary>
internal enum GoalState
{
    Met,

    /// <summary>Some request meets it, but no case does.</summary>
    Missing,

    /// <summary>Proved that no request meets it; not counted.</summary>
    Impossible,

    /// <summary>No case meets it, and it is unknown whether a request can.</summary>
    Unclear,
}

/// <param name="Cases">How many cases meet it.</param>
/// <param name="Witness">With <see cref="GoalState.Missing"/>: a request that meets it, confirmed by the evaluator.</param>
internal sealed record GoalResult(CoverageGoal Goal, GoalState State, int Cases, Witness? Witness);
