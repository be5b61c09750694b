namespace RulesRouter.Access;

/// <summary>What a credential may do.</summary>
internal enum AccessScope
{
    /// <summary>Ask for decisions.</summary>
    Decide,

    /// <summary>Report outcomes of decisions.</summary>
    ReportOutcomes,

    /// <summary>Send requests through the gateway.</summary>
    Gateway,

    /// <summary>Read policies, catalog, decisions, metrics and the details of readiness.</summary>
    Read,

    /// <summary>Change what the service does, and set the time of a decision.</summary>
    Administer,
}
