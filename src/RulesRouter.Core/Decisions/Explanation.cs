namespace RulesRouter.Decisions;

/// <summary>Why a decision is what it is.</summary>
/// <param name="Reasons">The sentences that explain it.</param>
public sealed record Explanation(ValueList<string> Reasons)
{
    public static Explanation None { get; } = new([]);

    /// <summary>
    /// An irreducible set of constraints that excludes every endpoint: without any one of them an endpoint is left. Empty unless the
    /// decision
    /// is denied with <see cref="DenialCode.NoCandidate"/>.
    /// </summary>
    public ValueList<EmptyingConstraint> EmptiedBy { get; init; }

    /// <summary>The smallest changes that make the request feasible, in words; each alone is enough. Empty if routed.</summary>
    public ValueList<string> FeasibleIf { get; init; }

    /// <summary>How many endpoints each constraint excludes; empty unless the host counts them.</summary>
    internal ValueList<ExclusionCount> Excluded { get; init; }

    /// <summary>Null unless the request sets <c>explain</c>.</summary>
    public DecisionTrace? Trace { get; init; }
}

/// <param name="Removed">Number of endpoints in the catalog that violate it.</param>
public sealed record EmptyingConstraint(EndpointConstraint Constraint, int Removed);
