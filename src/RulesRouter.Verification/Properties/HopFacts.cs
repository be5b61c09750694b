using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Properties;

/// <summary>
/// What a property can ask of a hop: the endpoint's side of every constraint at the time of the decision, and what is expected of the call.
/// </summary>
internal static class HopFacts
{
    private static readonly HopEstimate NoEstimate = new();

    private static readonly ImmutableArray<ConstraintDefinition> Definitions =
    [
        .. ConstraintTable.All.DistinctBy(definition => definition.Fact.Name),
    ];

    private static readonly ImmutableArray<(FactDefinition Fact, Func<HopEstimate, double?> Read)> Expected =
    [
        (Fact("latencyP50Ms", FactType.Number, "expected milliseconds of the whole answer"), estimate => estimate.LatencyP50Ms),
        (Fact("tokenCostUsd", FactType.Number, "expected US dollars of the call"), estimate => estimate.TokenCostUsd),
        (Fact("successProbability", FactType.Number, "probability that the answer is right"), estimate => estimate.SuccessProbability),
    ];

    private static readonly FactDefinition FailureDomain = Fact("failureDomain", FactType.String, "what fails together");

    /// <summary>Facts of the endpoint alone.</summary>
    public static ImmutableArray<FactDefinition> OfEndpoint { get; } =
        [.. Definitions.Where(definition => definition.Figure is null).Select(definition => definition.Fact), FailureDomain];

    /// <summary>Facts that depend on the request as well.</summary>
    public static ImmutableArray<FactDefinition> OfCall { get; } =
        [
            .. Definitions.Where(definition => definition.Figure is not null).Select(definition => definition.Fact),
            .. Expected.Select(one => one.Fact),
        ];

    /// <summary>
    /// The prices of an endpoint, each with the most input tokens it applies to, in the order of these; infinite for the last.
    /// </summary>
    public static IEnumerable<(
        double UpToInputTokens,
        ImmutableArray<(string Name, FactValue Value)> Prices)> PricesOf(Endpoint endpoint, DateTimeOffset at)
    {
        var rates = endpoint.Prices?.RatesAt(at);
        double[] ends = [.. rates?.Tiers.Select(tier => (double)tier.AboveInputTokens) ?? [], double.PositiveInfinity];
        return ends.Select(end => (end, Prices(rates?.ForInput(end))));

        ImmutableArray<(string, FactValue)> Prices(PriceRates? inForce)
        {
            var candidate = new HopCandidate(endpoint, NoEstimate, inForce, AliasTable.None, at, allowSample: false);
            return
            [
                .. Definitions
                .Where(definition => definition.Figure is CallFigure.InputPrice or CallFigure.OutputPrice)
                .Select(definition => (definition.Fact.Name, definition.ValueOf(candidate))),
            ];
        }
    }

    /// <param name="inputTokens">Of the request: prices may have tiers.</param>
    public static IEnumerable<(string Name, FactValue Value)> Of(Hop hop, DateTimeOffset at, bool allowSample, double inputTokens)
    {
        var candidate = new HopCandidate(
            hop.Endpoint,
            hop.Estimate,
            hop.Endpoint.Prices?.RatesAt(at)?.ForInput(inputTokens),
            AliasTable.None,
            at,
            allowSample);
        return
        [
            .. Of(hop.Endpoint, at, allowSample),
            .. Definitions
            .Where(definition => definition.Figure is not null)
            .Select(definition => (definition.Fact.Name, definition.ValueOf(candidate))),
            .. Expected.Select(one => (one.Fact.Name, FactValue.Of(one.Read(hop.Estimate)))),
        ];
    }

    public static IEnumerable<(string Name, FactValue Value)> Of(Endpoint endpoint, DateTimeOffset at, bool allowSample)
    {
        var candidate = new HopCandidate(endpoint, NoEstimate, null, AliasTable.None, at, allowSample);
        return
        [
            .. Definitions
            .Where(definition => definition.Figure is null)
            .Select(definition => (definition.Fact.Name, definition.ValueOf(candidate))),
            (FailureDomain.Name, FactValue.Of(endpoint.FailureDomain)),
        ];
    }

    private static FactDefinition Fact(string name, FactType type, string description) =>
        new(name, type, [], Provenance.Service, description) { IsAttribute = true };
}
