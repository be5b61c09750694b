using System.Collections.Immutable;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Decisions;

public enum Outcome
{
    Routed,
    Denied,
}

/// <summary>What the facts about the chosen hops rest on.</summary>
public enum EvidenceKind
{
    /// <summary>No hop's qualification rests on sample data.</summary>
    Verified,

    /// <summary>At least one demand was met by sample data only.</summary>
    Sample,
}

/// <summary>The answer to one request. Same request, clock, revision and state: same decision.</summary>
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

    /// <summary>Preferred constraints that every hop meets too.</summary>
    public ConstraintSet Preferred { get; init; } = ConstraintSet.Empty;

    /// <summary>Preferred constraints that no hop is held to, the first given up first; of a denial for want of a candidate, all of them.</summary>
    public ImmutableArray<GivenUpConstraint> GivenUp { get; init; } = [];

    public ImmutableArray<AdvisoryFinding> Advisories { get; init; } = [];

    /// <summary>Waivers without which a matched rule would have constrained more.</summary>
    public ImmutableArray<Waiver> Waivers { get; init; } = [];

    /// <summary>Null where the selection does not split.</summary>
    public SplitChoice? Split { get; init; }

    public ShadowHop? Shadow { get; init; }

    public ObligationSet Obligations { get; init; } = ObligationSet.Empty;

    /// <summary>First the chosen endpoint, then its fallbacks; empty when denied.</summary>
    public ImmutableArray<Hop> Chain { get; init; } = [];

    public Denial? Denial { get; init; }

    /// <summary>US dollars; null where no chance of success is known.</summary>
    public double? ExpectedTotalCostUsd { get; init; }

    /// <summary>Null unless the objective was expected cost and there was evidence to expect anything by.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>The few sentences that say why.</summary>
    public ImmutableArray<string> Reasons
    {
        get => reasons.IsDefault ? reasons = ReasonsWhenAsked?.Invoke(this) ?? [] : reasons;
        init => reasons = value;
    }

    /// <summary>Writes <see cref="Reasons"/> where they were not given, the first time somebody reads them.</summary>
    public Func<Decision, ImmutableArray<string>>? ReasonsWhenAsked { get; init; }

    /// <summary>Null unless the request asked to explain.</summary>
    public DecisionTrace? Trace { get; init; }
}

/// <summary>What was taken to be true about the prompt, and by whose word.</summary>
/// <param name="TaskSource">Caller or derived.</param>
/// <param name="OutputTokens">Expected; null where unknown.</param>
public sealed record ReportedClassification(
    TaskKind? Task,
    Provenance TaskSource,
    double? Difficulty,
    ComplexityTier? Tier,
    double? InputTokens,
    double? OutputTokens,
    ClassificationSource Source,
    bool OutOfDistribution);
