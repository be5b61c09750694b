using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>The endpoints that a selection's <c>prefer</c> matches, and the order of endpoints that rank equal.</summary>
internal sealed class Preference
{
    public Preference(Selection selection, ImmutableArray<Endpoint> endpoints)
    {
        var patterns = selection.Prefer.Select(preference => new EndpointPattern(preference.Pattern)).ToList();
        Places =
        [
            .. endpoints.Select(
                endpoint => patterns.FindIndex(pattern => pattern.Matches(endpoint)) is var place and >= 0 ? place : patterns.Count),
        ];
        Preferred = EndpointBits.Where(endpoints.Length, index => patterns.Count == 0 || Places[index] < patterns.Count);
        InTieOrder =
        [
            .. Enumerable.Range(0, endpoints.Length)
                .OrderBy(index => Places[index])
                .ThenBy(index => PlaceOfRegion(endpoints[index], selection.RegionPreference))
                .ThenBy(index => RegionPrefixes.Of(endpoints[index].Id) is not null),
        ];
        TieRanks = RanksOf(InTieOrder);
    }

    /// <summary>By endpoint: index of the first pattern that matches; the number of patterns if none does.</summary>
    public ImmutableArray<int> Places { get; }

    /// <summary>All endpoints if nothing is preferred.</summary>
    public EndpointBits Preferred { get; }

    /// <summary>
    /// Indices of endpoints as equal ones follow each other: by the order of preference, by the policy's preferred regions, those without a
    /// region before the model's name first, by id.
    /// </summary>
    public ImmutableArray<int> InTieOrder { get; }

    /// <summary>By endpoint, its place in <see cref="InTieOrder"/>.</summary>
    public ImmutableArray<int> TieRanks { get; }

    private static int PlaceOfRegion(Endpoint endpoint, ImmutableArray<string> regions) =>
        endpoint.Region is { } region
            && regions.IndexOf(region) is var place and >= 0 ? place : regions.Length;

    private static ImmutableArray<int> RanksOf(ImmutableArray<int> order)
    {
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank;
        }

        return [.. ranks];
    }
}
