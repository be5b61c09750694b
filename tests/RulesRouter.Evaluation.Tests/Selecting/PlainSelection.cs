using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting;
using RulesRouter.Evaluation.Selecting.Demands;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Selecting;

/// <summary>Filtering, estimating and ranking as one would write them down first: endpoint by endpoint, from the catalog's own records, nothing remembered.</summary>
internal static class PlainSelection
{
    public static HopEstimate Estimate(Endpoint endpoint, Consideration on)
    {
        var rates = endpoint.Prices?.RatesAt(on.At);
        var cached = on.Session?.CachedTokens.TryGetValue(endpoint.Id, out var held) == true ? held : on.CachedTokens;
        return new HopEstimate
        {
            TokenCostUsd = CallCost.Of(rates, new TokenUsage(on.InputTokens, Math.Min(cached, on.InputTokens), 0, on.ExpectedOutput, 0)).TotalUsd,
            WorstCaseUsd = CallCost.Of(rates, new TokenUsage(on.InputTokens, on.LongestOutput)).TotalUsd,
            LatencyP50Ms = endpoint.Latency?.P50Ms(on.ExpectedOutput, Today(on), on.AllowSample),
            LatencyP99Ms = endpoint.Latency?.P99Ms(on.ExpectedOutput, Today(on), on.AllowSample),
            TtftP99Ms = endpoint.Latency?.TtftP99Ms is { } first && first.TryKnown(Today(on), on.AllowSample, out var ttft) ? ttft : null,
            Quality = on.Task is { } task ? endpoint.Model.MeanQuality(task) : null,
        };
    }

    public static ImmutableArray<Candidate> Candidates(ModelCatalog catalog, Consideration on) =>
        [.. catalog.Endpoints.Select((endpoint, index) => new Candidate(index, on) { Rates = endpoint.Prices?.RatesAt(on.At), Estimate = Estimate(endpoint, on) })];

    public static ImmutableArray<Candidate> Qualified(ModelCatalog catalog, ImmutableArray<DemandCheck> checks, Consideration on) =>
        [.. Candidates(catalog, on).Where(candidate => checks.All(check => check.Holds(candidate, on)))];

    public static ImmutableArray<Candidate> Ranked(IEnumerable<Candidate> qualified, Selection selection) =>
    [
        .. qualified
            .OrderBy(candidate => Score(candidate, selection) ?? double.PositiveInfinity)
            .ThenBy(candidate => candidate.Estimate.TokenCostUsd ?? double.PositiveInfinity)
            .ThenBy(candidate => (string)candidate.Endpoint.Id, StringComparer.Ordinal),
    ];

    private static double? Score(Candidate candidate, Selection selection) => selection.Objective switch
    {
        Objective.Latency => candidate.Estimate.LatencyP50Ms,
        Objective.Quality => -candidate.Estimate.Quality,
        Objective.Ordered => selection.Prefer.Select(preference => new EndpointPattern(preference.Pattern)).TakeWhile(pattern => !pattern.Matches(candidate.Endpoint)).Count(),
        _ => candidate.Estimate.TokenCostUsd,
    };

    private static DateOnly Today(Consideration on) => DateOnly.FromDateTime(on.At.UtcDateTime);
}
