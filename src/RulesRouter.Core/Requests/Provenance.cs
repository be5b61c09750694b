namespace RulesRouter.Requests;

/// <summary>Who set a fact.</summary>
internal enum Provenance
{
    /// <summary>The request.</summary>
    Caller,

    /// <summary>The credential of the request.</summary>
    Key,

    /// <summary>The decision service: clock, configuration, an attribute's default.</summary>
    Service,

    /// <summary>The classifier, or an estimate from the prompt.</summary>
    Derived,

    /// <summary>State of the service: health, sessions, budgets.</summary>
    State,
}
