using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
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
        var cached = estimator.Session?.CachedTokens.TryGetValue(endpoint.Id, out var held) == true ? held : estimator.CachedTokens;
        return new HopEstimate
        {
            TokenCostUsd = CallCost.Of(
                rates,
                new TokenUsage(estimator.InputTokens, Math.Min(cached, estimator.InputTokens), 0, estimator.ExpectedOutput, 0)).TotalUsd,
            WorstCaseUsd = CallCost.Of(rates, new TokenUsage(estimator.InputTokens, estimator.LongestOutput)).TotalUsd,
            LatencyP50Ms = endpoint.Latency?.P50Ms(estimator.ExpectedOutput, Today(estimator), estimator.AllowSample),
            LatencyP99Ms = endpoint.Latency?.P99Ms(estimator.ExpectedOutput, Today(estimator), estimator.AllowSample),
            TtftP99Ms = endpoint.Latency?.TtftP99Ms is { } first && first.TryKnown(Today(estimator), estimator.AllowSample, out var ttft)
                ? ttft
                : null,
            Quality = estimator.Task is { } task ? endpoint.Model.MeanQuality(task) : null,
        };
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
