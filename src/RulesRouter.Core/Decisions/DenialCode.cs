namespace RulesRouter.Decisions;

public enum DenialCode
{
    /// <summary>A matched rule denies.</summary>
    DeniedByRule,

    /// <summary>No endpoint satisfies all constraints.</summary>
    NoCandidate,

    /// <summary>The caller does not support an obligation.</summary>
    ObligationNotSupported,
}
