namespace RulesRouter.Decisions;

/// <summary>The evidence on which the hops of a decision rest.</summary>
public enum EvidenceKind
{
    /// <summary>No hop's eligibility rests on sample evidence.</summary>
    Verified,

    /// <summary>At least one constraint is satisfied by sample evidence only.</summary>
    Sample,
}
