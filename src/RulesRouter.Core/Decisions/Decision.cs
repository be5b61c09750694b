using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Decisions;

public enum Outcome
{
    Routed,
    Denied,
}

/// <summary>The evidence on which the hops of a decision rest.</summary>
public enum EvidenceKind
{
    /// <summary>No hop's eligibility rests on sample evidence.</summary>
    Verified,

    /// <summary>At least one constraint is satisfied by sample evidence only.</summary>
    Sample,
}

/// <summary>The decision on one request. The same request, time, revision and state give the same decision.</summary>
public sealed record Decision
{
    private ImmutableArray<string> reasons;

    public required Outcome Outcome { get; init; }

    public required string Policy { get; init; }

    public required string Revision { get; init; }

    public required string StateDigest { get; init; }

    public required DateTimeOffset At { get; init; }

    public required EvidenceKind Evidence { get; init; }

    public required ReportedClassification Classification { get; init; }

    public ConstraintSet Constraints { get; init; } = ConstraintSet.Empty;

    /// <summary>Preferred constraints that every hop satisfies too.</summary>
    public ConstraintSet Preferred { get; init; } = ConstraintSet.Empty;

    /// <summary>Dropped preferred constraints, in the order in which they were dropped; all of them if no candidate is left.</summary>
    public ImmutableArray<DroppedConstraint> Dropped { get; init; } = [];

    public ImmutableArray<AdvisoryFinding> Advisories { get; init; } = [];

    /// <summary>Waivers that lifted a constraint of a matched rule.</summary>
    public ImmutableArray<Waiver> Waivers { get; init; } = [];

    /// <summary>Null if the selection does not split.</summary>
    public SplitChoice? Split { get; init; }

    public ShadowHop? Shadow { get; init; }

    public ObligationSet Obligations { get; init; } = ObligationSet.Empty;

    /// <summary>First the chosen endpoint, then its fallbacks; empty when denied.</summary>
    public ImmutableArray<Hop> Chain { get; init; } = [];

    public Denial? Denial { get; init; }

    /// <summary>US dollars; null unless <see cref="Expectation"/> is known.</summary>
    public double? ExpectedTotalCostUsd { get; init; }

    /// <summary>Null unless the objective is expected cost and an endpoint has a known price and evidence of success.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>The sentences that explain the decision.</summary>
    public ImmutableArray<string> Reasons
    {
        get => reasons.IsDefault ? reasons = ReasonsWhenAsked?.Invoke(this) ?? [] : reasons;
        init => reasons = value;
    }

    /// <summary>Computes <see cref="Reasons"/> on first use, if they were not set.</summary>
    public Func<Decision, ImmutableArray<string>>? ReasonsWhenAsked { get; init; }

    /// <summary>Null unless the request sets <c>explain</c>.</summary>
    public DecisionTrace? Trace { get; init; }
}

/// <summary>The classification that a decision used.</summary>
/// <param name="TaskSource">Caller or derived.</param>
/// <param name="OutputTokens">Expected; null if unknown.</param>
public sealed record ReportedClassification(
    TaskKind? Task,
    Provenance TaskSource,
    double? Difficulty,
    ComplexityTier? Tier,
    double? InputTokens,
    double? OutputTokens,
    ClassificationSource Source,
    bool OutOfDistribution);
