using RulesRouter.Policies;

namespace RulesRouter.Decisions;

/// <summary>A decision that chose an endpoint.</summary>
public sealed record Routed : Decision
{
    /// <summary>First the chosen endpoint, then its fallbacks; never empty.</summary>
    public required ValueList<Hop> Hops { get; init; }

    public required EvidenceKind Evidence { get; init; }

    /// <summary>Preferred constraints that the chosen endpoint satisfies, and every hop for which none of them was dropped.</summary>
    public ConstraintSet Preferred { get; init; } = ConstraintSet.Empty;

    public ValueList<AdvisoryFinding> Advisories { get; init; }

    /// <summary>Null if the selection does not split.</summary>
    public SplitChoice? Split { get; init; }

    /// <summary>Null if no shadow was drawn.</summary>
    public ShadowHop? Shadow { get; init; }

    /// <summary>What the rule that selected checks answers for; null for nothing.</summary>
    internal AnswerChecks? Checks { get; init; }

    /// <summary>Null unless the objective is expected cost and an endpoint has a known price and evidence of success.</summary>
    public Expectation? Expectation { get; init; }
}
