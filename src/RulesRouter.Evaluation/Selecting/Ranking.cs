using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>Puts the qualified candidates in order. Unknown figures come last; ties go to the cheaper, then to the id.</summary>
internal static class Ranking
{
    public static ImmutableArray<Candidate> Order(ImmutableArray<Candidate> qualified, Selection selection)
    {
        var patterns = selection.Prefer.Select(preference => new EndpointPattern(preference.Pattern)).ToImmutableArray();
        return
        [
            .. qualified
                .OrderBy(candidate => Score(candidate, selection, patterns) ?? double.PositiveInfinity)
                .ThenBy(candidate => candidate.Estimate.TokenCostUsd ?? double.PositiveInfinity)
                .ThenBy(candidate => (string)candidate.Endpoint.Id, StringComparer.Ordinal),
        ];
    }

    public static string InWords(Candidate candidate, Selection selection)
    {
        var estimate = candidate.Estimate;
        return selection.Objective switch
        {
            Objective.Price => Dollars(estimate.TokenCostUsd),
            Objective.Latency => estimate.LatencyP50Ms is { } p50 ? string.Create(CultureInfo.InvariantCulture, $"{p50:0} ms at p50") : "latency unknown",
            Objective.Quality => estimate.Quality is { } quality ? string.Create(CultureInfo.InvariantCulture, $"quality {quality:0.000}") : "quality unknown",
            Objective.Ordered => $"preferred as {selection.Prefer.FirstOrDefault(preference => new EndpointPattern(preference.Pattern).Matches(candidate.Endpoint))?.Pattern ?? "none"}, {Dollars(estimate.TokenCostUsd)}",
            _ => Dollars(estimate.TokenCostUsd),
        };
    }

    /// <summary>Lower is better; null is unknown.</summary>
    private static double? Score(Candidate candidate, Selection selection, ImmutableArray<EndpointPattern> patterns) => selection.Objective switch
    {
        Objective.Latency => candidate.Estimate.LatencyP50Ms,
        Objective.Quality => -candidate.Estimate.Quality,
        Objective.Ordered => Enumerable.Range(0, patterns.Length).FirstOrDefault(index => patterns[index].Matches(candidate.Endpoint), patterns.Length),
        _ => candidate.Estimate.TokenCostUsd,
    };

    private static string Dollars(double? cost) => cost is { } usd ? string.Create(CultureInfo.InvariantCulture, $"${usd:0.000000} expected") : "price unknown";
}
