using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>The endpoints that a selection's <c>prefer</c> matches.</summary>
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
    }

    /// <summary>By endpoint: index of the first pattern that matches; the number of patterns if none does.</summary>
    public ImmutableArray<int> Places { get; }

    /// <summary>All endpoints if nothing is preferred.</summary>
    public EndpointBits Preferred { get; }
}
