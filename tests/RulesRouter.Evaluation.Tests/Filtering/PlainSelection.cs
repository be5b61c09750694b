using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics.Abilities;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Filtering;

/// <summary>
/// Filtering, estimating and ranking as one would write them down first: endpoint by endpoint, from the catalog's own records, nothing
/// remembered.
/// </summary>
internal static class PlainSelection
{
    public static HopEstimate Estimate(Endpoint endpoint, Estimator estimator)
    {
        var rates = endpoint.Prices?.RatesAt(estimator.At);
        return new HopEstimate
        {
            TokenCostUsd = CallCost.Of(rates, Usage(endpoint, rates, estimator)).TotalUsd,
            WorstCaseUsd = WorstCase(endpoint, rates, estimator, Longest(endpoint, estimator)),
            LongestOutputTokens = Longest(endpoint, estimator) is var longest && double.IsNaN(longest) ? null : (int)Math.Max(1, longest),
            LatencyP50Ms = endpoint.Latency?.P50Ms(estimator.ExpectedOutput, Today(estimator), estimator.AllowSample),
            LatencyP99Ms = endpoint.Latency?.P99Ms(estimator.ExpectedOutput, Today(estimator), estimator.AllowSample),
            TtftP99Ms = endpoint.Latency?.TtftP99Ms is { } first && first.TryKnown(Today(estimator), estimator.AllowSample, out var ttft)
                ? ttft
                : null,
            Quality = estimator.View.AbilityOf(endpoint, estimator.KnownTask)
                .CautiousSuccess(ReferenceDifficulty.Of(estimator.KnownTask)),
            QualityIsPrior = estimator.View.AbilityOf(endpoint, estimator.KnownTask).IsPrior,
        };
    }

    private static TokenUsage Usage(Endpoint endpoint, PriceRates? rates, Estimator estimator)
    {
        var (input, output, session) = (estimator.InputTokens, estimator.ExpectedOutput, estimator.Session);
        var held = session is null ? 0
            : session.CachedTokens.TryGetValue(endpoint.Id, out var own) ? own
            : session.LastEndpoint == endpoint.Id ? estimator.CachedTokens
            : 0;
        var cached = Math.Min(held, input);
        var reasoning = endpoint.Capabilities.Reasoning != true ? 0
            : !double.IsNaN(estimator.StatedReasoning) ? Math.Min(estimator.StatedReasoning, output)
            : estimator.NeedsReasoning ? output
            : 0;
        var tier = rates?.ForInput(input);
        var writes = estimator.WritesCache && tier?.CacheWrite > tier?.Input;
        return new TokenUsage(input, cached, writes ? input - cached : 0, output, reasoning);
    }

    private static double Longest(Endpoint endpoint, Estimator estimator)
    {
        double?[] limits = [endpoint.MaxOutputTokens, endpoint.ContextTokens - estimator.InputTokens, estimator.OutputCap];
        var known = limits.OfType<double>().Where(limit => !double.IsNaN(limit)).ToList();
        return known.Count == 0 ? double.NaN : Math.Max(0, known.Min());
    }

    private static double? WorstCase(Endpoint endpoint, PriceRates? rates, Estimator estimator, double output)
    {
        var tier = rates?.ForInput(estimator.InputTokens);
        output = tier is { Output: 0, Reasoning: null or 0 } ? 0 : output;
        TokenUsage[] calls =
        [
            new(estimator.InputTokens, 0, 0, output, 0), new(estimator.InputTokens, 0, estimator.InputTokens, output, 0),
            new(estimator.InputTokens, 0, 0, output, output), new(estimator.InputTokens, 0, estimator.InputTokens, output, output),
        ];
        var costs = calls.Select(call => CallCost.Of(rates, call).TotalUsd).ToList();
        return costs.Contains(null) ? null : costs.Max();
    }

    public static ImmutableArray<Candidate> Candidates(ModelCatalog catalog, Estimator estimator) =>
        [
            .. catalog.Endpoints.Select(
                (endpoint, index) => new Candidate(index, estimator)
                {
                    Rates = endpoint.Prices?.RatesAt(estimator.At),
                    Estimate = Estimate(endpoint, estimator),
                }),
        ];

    public static ImmutableArray<Candidate> Eligible(ModelCatalog catalog, ImmutableArray<EndpointFilter> checks, Estimator estimator) =>
        [.. Candidates(catalog, estimator).Where(candidate => checks.All(check => check.Holds(candidate, estimator)))];

    public static ImmutableArray<Candidate> Ranked(IEnumerable<Candidate> eligible, Selection selection) =>
    [
        .. InTieOrder(eligible, selection)
            .OrderBy(candidate => Score(candidate, selection) ?? double.PositiveInfinity)
            .ThenBy(candidate => candidate.Estimate.TokenCostUsd ?? double.PositiveInfinity),
    ];

    /// <summary>Preference, then preferred regions, then endpoints without a region before the model's name, then id.</summary>
    public static ImmutableArray<Candidate> InTieOrder(IEnumerable<Candidate> candidates, Selection selection) =>
    [
        .. candidates
            .OrderBy(candidate => selection.Prefer.TakeWhile(
                preference => !new EndpointPattern(preference.Pattern).Matches(candidate.Endpoint)).Count())
            .ThenBy(candidate => selection.RegionPreference.TakeWhile(region => region != RegionOf(candidate.Endpoint)).Count())
            .ThenBy(candidate => RegionPrefixes.Of(candidate.Endpoint.Id) is not null)
            .ThenBy(candidate => (string)candidate.Endpoint.Id, StringComparer.Ordinal),
    ];

    private static string? RegionOf(Endpoint endpoint) => endpoint.Region ?? RegionPrefixes.Of(endpoint.Id);

    private static double? Score(Candidate candidate, Selection selection) => selection.Objective switch
    {
        Objective.Latency => candidate.Estimate.LatencyP50Ms,
        Objective.Quality => -candidate.Estimate.Quality,
        Objective.Ordered => selection.Prefer.Select(preference => new EndpointPattern(preference.Pattern))
            .TakeWhile(pattern => !pattern.Matches(candidate.Endpoint))
            .Count(),
        _ => candidate.Estimate.TokenCostUsd,
    };

    private static DateOnly Today(Estimator estimator) => DateOnly.FromDateTime(estimator.At.UtcDateTime);
}
