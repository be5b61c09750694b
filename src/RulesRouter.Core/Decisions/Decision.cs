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

    public required string Revision { get; init; }

    public required string StateDigest { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ReportedClassification Classification { get; init; }

    public ConstraintSet Constraints { get; init; } = ConstraintSet.Empty;

    /// <summary>
    /// Preferred constraints that were dropped for every hop, in the order in which they were dropped; all of them if no candidate is left.
    /// </summary>
    public ValueList<DroppedConstraint> Dropped { get; init; }

    /// <summary>Waivers that lifted a constraint of a matched rule.</summary>
    public ValueList<Waiver> Waivers { get; init; }

    public ObligationSet Obligations { get; init; } = ObligationSet.Empty;

    /// <summary>First the chosen endpoint, then its fallbacks; empty if denied.</summary>
    public ValueList<Hop> Chain => this is Routed routed ? routed.Hops : [];

    /// <summary>Empty if the caller asked for none.</summary>
    public Explanation Explanation { get; init; } = Explanation.None;
}
