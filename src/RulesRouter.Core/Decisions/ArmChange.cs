namespace RulesRouter.Decisions;

/// <summary>Why the chosen endpoint is of another arm than the one drawn first.</summary>
public enum ArmChange
{
    /// <summary>It is of the arm drawn first.</summary>
    None,

    /// <summary>No endpoint of the drawn arm satisfies all constraints.</summary>
    NoEligibleEndpoint,

    /// <summary>A sticky selection keeps the endpoint of the session.</summary>
    SessionContinues,

    /// <summary>Every eligible endpoint of the drawn arm shares a provider or failure domain with an attempt.</summary>
    SharedWithAttempts,
}
