namespace RulesRouter.Requests;

/// <summary>A hop that was tried and failed.</summary>
/// <param name="CostUsd">US dollars that it cost; null if unknown.</param>
public sealed record Attempt(string Endpoint, FailureClass Failed, double? CostUsd = null)
{
    /// <summary>Answers that it needed until it failed; at least 0.</summary>
    public int? Turns { get; init; }

    /// <summary>Tests that passed at its end; at least 0.</summary>
    public int? TestsPassed { get; init; }

    /// <summary>Tests that failed at its end; at least 0.</summary>
    public int? TestsFailed { get; init; }

    /// <summary>Calls of tools that failed; at least 0.</summary>
    public int? ToolErrors { get; init; }
}
