namespace RulesRouter.Gateway.Chains;

/// <summary>Why no further hop is called.</summary>
internal enum StopReason
{
    /// <summary>No later hop takes the failure, is eligible and fits into time and money.</summary>
    NoFurtherHop,

    /// <summary>The client has content, which another answer must not follow.</summary>
    ContentSent,

    /// <summary>Every endpoint would reject the request.</summary>
    InvalidRequest,

    /// <summary>The request has effects beyond its answer, and may have had them.</summary>
    NotRepeatable,

    /// <summary>The time for all calls is over.</summary>
    DeadlineExceeded,
}
