using RulesRouter.Requests;

namespace RulesRouter.Gateway.Chains;

/// <summary>Why a call gave no answer.</summary>
/// <param name="RetryAfter">How long the upstream asks to wait; null if it does not say.</param>
/// <param name="ShouldRetry">What the upstream says in <c>x-should-retry</c>; null if nothing.</param>
internal sealed record HopFailure(FailureClass Class, Reached Reached, TimeSpan? RetryAfter = null, bool? ShouldRetry = null)
{
    /// <summary>Whether the upstream certainly did nothing for the request.</summary>
    public bool HadNoEffect => Reached switch
    {
        Reached.NotSent => true,
        Reached.Rejected => Class is FailureClass.RateLimited
            or FailureClass.Authentication
            or FailureClass.ModelNotFound
            or FailureClass.ContextOverflow,
        Reached.Accepted or Reached.Answering => false,
    };
}
