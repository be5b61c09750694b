namespace RulesRouter.Requests;

/// <summary>Who set a fact.</summary>
public enum Provenance
{
    /// <summary>The request.</summary>
    Caller,

    /// <summary>The credential the request came with.</summary>
    Key,

    /// <summary>The decision service: clock, configuration, an attribute's default.</summary>
    Service,

    /// <summary>The classifier, or an estimate from the prompt.</summary>
    Derived,

    /// <summary>What the service remembers: health, sessions, budgets.</summary>
    State,
}
