using RulesRouter.Requests;

namespace RulesRouter.Client.Decisions;

/// <summary>What came of the calls of a decision that the gateway carried out.</summary>
/// <param name="Hops">Each call, in the order in which they ended.</param>
public sealed record CarriedOutCalls(IReadOnlyList<CarriedOutCall> Hops)
{
    /// <summary>Id of the endpoint that answered; null without an answer.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The model that answered; null without an answer.</summary>
    public string? Model { get; init; }

    /// <summary>Hops that were not called.</summary>
    public IReadOnlyList<SkippedCall> Skipped { get; init; } = [];

    /// <summary>US dollars of all calls; null if one is unknown.</summary>
    public double? CostUsd { get; init; }

    /// <summary>What the endpoint that answered did not get of the request.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];
}

/// <summary>A call of an endpoint.</summary>
/// <param name="Endpoint">Id of the endpoint.</param>
/// <param name="Ms">Milliseconds, at least 0, until it ended.</param>
public sealed record CarriedOutCall(string Endpoint, double Ms)
{
    /// <summary>Tokens: the maximum of output that it got, if lower than the client's; else null.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Null if it answered.</summary>
    public FailureClass? Failed { get; init; }

    /// <summary>The client left, or another call answered earlier.</summary>
    public bool Cancelled { get; init; }

    /// <summary>A check rejected its answer.</summary>
    public bool Rejected { get; init; }

    /// <summary>HTTP status of the endpoint; null if there was none.</summary>
    public int? Status { get; init; }

    /// <summary>US dollars by its usage; null if unknown.</summary>
    public double? CostUsd { get; init; }
}

/// <summary>A hop that was not called.</summary>
/// <param name="Endpoint">Id of the endpoint.</param>
public sealed record SkippedCall(string Endpoint, string Reason);
