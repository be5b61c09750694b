using RulesRouter.Requests;

namespace RulesRouter.Client.Decisions;

/// <summary>An attempt that failed before a request for a decision.</summary>
/// <param name="Endpoint">Id of the endpoint.</param>
public sealed record FailedAttempt(string Endpoint, FailureClass Failed)
{
    /// <summary>US dollars that it cost; null if unknown.</summary>
    public double? CostUsd { get; init; }

    /// <summary>Answers that it needed until it failed; at least 0.</summary>
    public int? Turns { get; init; }

    /// <summary>Tests that passed at its end; at least 0.</summary>
    public int? TestsPassed { get; init; }

    /// <summary>Tests that failed at its end; at least 0.</summary>
    public int? TestsFailed { get; init; }

    /// <summary>Calls of tools that failed; at least 0.</summary>
    public int? ToolErrors { get; init; }
}
