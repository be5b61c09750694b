using RulesRouter.Requests;

namespace RulesRouter.State;

/// <summary>The result of one call to an endpoint, as an outcome or the gateway reports it.</summary>
/// <param name="Failed">Null if the endpoint answered.</param>
/// <param name="FirstTokenMs">Milliseconds to the first token; null if unknown.</param>
/// <param name="TotalMs">Milliseconds to the end of the answer, or until the call was given up; null if unknown.</param>
/// <param name="OutputTokens">Null if unknown.</param>
internal sealed record HopReport(string Endpoint, FailureClass? Failed, double? FirstTokenMs, double? TotalMs, int? OutputTokens)
{
    /// <summary>
    /// Whether the failure says that the endpoint is unhealthy. A rejected output or a malformed request says nothing about it.
    /// </summary>
    public bool IsUnhealthy => Failed is FailureClass.RateLimited or FailureClass.Unavailable or FailureClass.Timeout
        or FailureClass.Authentication or FailureClass.ModelNotFound;
}
