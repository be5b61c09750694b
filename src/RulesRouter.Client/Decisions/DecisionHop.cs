using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Client.Decisions;

/// <summary>One endpoint of a fallback chain.</summary>
public sealed record DecisionHop
{
    /// <summary>Id: <c>provider/model[#region.tier]</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The catalog's id of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the model in calls to the provider.</summary>
    public required string WireModel { get; init; }

    /// <summary>The catalog's id of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Null if the catalog names none.</summary>
    public string? Region { get; init; }

    /// <summary>How the provider is called; null if the catalog does not state it.</summary>
    public DecisionApi? Api { get; init; }

    /// <summary>The failures of earlier hops that lead here; empty for the chosen endpoint.</summary>
    public IReadOnlyList<FailureClass> On { get; init; } = [];

    /// <summary>
    /// Milliseconds without content after which the next hop is called beside this one; null where the policy does not hedge.
    /// </summary>
    public double? HedgeAfterMs { get; init; }

    /// <summary>Tokens: the cap on the output that keeps the chain within its money bound; null if there is none.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Preferred constraints that were dropped for this hop because no further endpoint satisfies them.</summary>
    public IReadOnlyList<GivenUpConstraint> GivenUp { get; init; } = [];

    public required DecisionEstimate Estimate { get; init; }
}

/// <summary>How a provider is called.</summary>
/// <param name="Dialect">Format of requests and answers.</param>
/// <param name="BaseUrl">The URL that the path of the dialect follows.</param>
/// <param name="Auth">How a call carries the credential.</param>
public sealed record DecisionApi(ApiDialect Dialect, string BaseUrl, ApiAuthentication Auth)
{
    /// <summary>Every dialect that the provider offers; null if it is <see cref="Dialect"/> alone.</summary>
    public IReadOnlyList<ApiDialect>? Dialects { get; init; }
}

/// <summary>Estimates of a call to an endpoint. Null if unknown.</summary>
public sealed record DecisionEstimate
{
    /// <summary>P(the answer is right), 0…1.</summary>
    public double? SuccessProbability { get; init; }

    /// <summary>Expected US dollars at current prices.</summary>
    public double? TokenCostUsd { get; init; }

    /// <summary>US dollars without cache and at the longest answer.</summary>
    public double? WorstCaseUsd { get; init; }

    /// <summary>Median milliseconds until the complete answer.</summary>
    public double? LatencyP50Ms { get; init; }

    /// <summary>99th percentile of milliseconds until the complete answer.</summary>
    public double? LatencyP99Ms { get; init; }

    /// <summary>99th percentile of milliseconds until the first token.</summary>
    public double? TtftP99Ms { get; init; }

    /// <summary>P(success), 0…1, at the task's reference difficulty of the catalog.</summary>
    public double? Quality { get; init; }

    /// <summary>The model has no published score at such tasks.</summary>
    public bool QualityIsPrior { get; init; }
}
