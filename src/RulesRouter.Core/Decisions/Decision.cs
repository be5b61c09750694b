using RulesRouter.Policies;

namespace RulesRouter.Decisions;

/// <summary>
/// The decision on one request: <see cref="Routed"/> or <see cref="Denied"/>. The same request, time, revision and state give equal
/// decisions.
/// </summary>
public abstract record Decision
{
    private protected Decision()
    {
    }

    public required string Policy { get; init; }

    /// <summary>Hash of policies, catalog, classifier, semantics and time-zone data.</summary>
    public required string Revision { get; init; }

    /// <summary>Hash of the state; together with revision, request and time it reproduces the decision.</summary>
    public required string StateDigest { get; init; }

    /// <summary>The time at which prices, dates and evidence were evaluated.</summary>
    public required DateTimeOffset At { get; init; }

    public required ReportedClassification Classification { get; init; }

    public ConstraintSet Constraints { get; init; } = ConstraintSet.Empty;

    /// <summary>
    /// Preferred constraints that were dropped for every hop, in the order in which they were dropped; all of them if no candidate is left.
    /// </summary>
    public ValueList<DroppedConstraint> Dropped { get; init; }

    /// <summary>Waivers that lifted a constraint of a matched rule.</summary>
    public ValueList<Waiver> Waivers { get; init; }

    /// <summary>The budgets of the policy, in declared order: inherited ones first.</summary>
    public ValueList<BudgetUse> Budgets { get; init; }

    public ObligationSet Obligations { get; init; } = ObligationSet.Empty;

    /// <summary>First the chosen endpoint, then its fallbacks; empty if denied.</summary>
    public ValueList<Hop> Chain => this is Routed routed ? routed.Hops : [];

    /// <summary>Reasons, and a trace if the request sets <c>explain</c>; none if the host does not ask for reasons.</summary>
    public Explanation Explanation { get; init; } = Explanation.None;
}
