namespace RulesRouter.Gateway.Chains;

/// <summary>How far a failed call got.</summary>
internal enum Reached
{
    /// <summary>No connection: the upstream has not seen the request.</summary>
    NotSent,

    /// <summary>The upstream answered with an error status: it did no work that it bills.</summary>
    Rejected,

    /// <summary>The upstream may have worked on an answer.</summary>
    Accepted,

    /// <summary>The client has content.</summary>
    Answering,
}
