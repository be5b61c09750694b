namespace RulesRouter.Requests;

/// <summary>Why a hop failed. Availability classes imply nothing about the output; <see cref="InvalidRequest"/> is never retried.</summary>
public enum FailureClass
{
    RateLimited,
    Unavailable,
    Timeout,
    Authentication,

    /// <summary>The provider does not serve the model: HTTP 404.</summary>
    ModelNotFound,

    ContextOverflow,
    OutputTruncated,
    ContentFiltered,
    RejectedOutput,
    InvalidRequest,
}
