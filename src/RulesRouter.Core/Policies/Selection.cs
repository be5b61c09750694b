using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Objectives;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>What the hops of a chain may not share, so that one outage does not affect two.</summary>
internal enum Distinct
{
    None,
    Provider,
    FailureDomain,
}

/// <summary>A rule's <c>select:</c>: how the candidates are ranked and chained.</summary>
/// <param name="Prefer">Patterns over endpoint ids; with <see cref="Objective.Ordered"/> only these are chosen.</param>
/// <param name="Fallback">What follows the first hop.</param>
/// <param name="Cost">The costs this rule sets, over its policy's <c>economics:</c>.</param>
internal sealed record Selection(
    Objective Objective,
    ImmutableArray<EndpointPreference> Prefer,
    FallbackRule Fallback,
    CostTerms Cost,
    SourceSpan Span)
{
    /// <summary>Shares of the requests go to different arms.</summary>
    public Split? Split { get; init; }

    /// <summary>The endpoint that answered last in the conversation stays first as long as it is eligible.</summary>
    public bool IsSticky { get; init; }

    /// <summary>What the model that the client named decides.</summary>
    public RequestedModel RequestedModel { get; init; }

    /// <summary>A second endpoint to be tried without effect.</summary>
    public Shadow? Shadow { get; init; }

    /// <summary>What answers are checked for; null: only whether their client can use them.</summary>
    public AnswerChecks? Checks { get; init; }

    /// <summary>Of <see cref="Objective.Script"/>; null for the others.</summary>
    public ScriptScore? Score { get; init; }

    /// <summary>Regions, the most preferred first, for endpoints that rank equal; set when layers are resolved.</summary>
    public ImmutableArray<string> RegionPreference { get; init; } = [];

    public bool SelectsLike(Selection other) =>
        Objective == other.Objective
        && Prefer.Select(p => p.Pattern).SequenceEqual(other.Prefer.Select(p => p.Pattern))
        && Fallback.SameAs(other.Fallback)
        && Cost == other.Cost
        && IsSticky == other.IsSticky
        && RequestedModel == other.RequestedModel
        && Equals(Checks, other.Checks)
        && (Split?.SplitsLike(other.Split) ?? other.Split is null)
        && (Shadow?.ShadowsLike(other.Shadow) ?? other.Shadow is null)
        && (Score?.ScoresLike(other.Score) ?? other.Score is null);
}

/// <summary>One pattern under <c>prefer:</c>.</summary>
internal sealed record EndpointPreference(string Pattern, SourceSpan Span);

/// <summary>How many hops follow the first, what they may not share, and which failures beyond availability lead on to them.</summary>
/// <param name="Max">Hops after the first, 0 to 8.</param>
internal sealed record FallbackRule(int Max, Distinct Distinct, ImmutableArray<FailureClass> On)
{
    public static FallbackRule Default { get; } = new(2, Distinct.None, []);

    /// <summary>
    /// The quantile of a hop's latency, 0.5…0.99, after which the gateway calls the next hop beside one that has given no content; null for
    /// never.
    /// </summary>
    public double? HedgeAfter { get; init; }

    /// <summary>The failures that lead to a hop after the first: those of availability, then <see cref="On"/>.</summary>
    public ImmutableArray<FailureClass> LeadTo => On.IsEmpty ? FailureClasses.Availability : [.. FailureClasses.Availability, .. On];

    /// <summary>Whether two endpoints may not be in one chain.</summary>
    public bool Clash(Endpoint earlier, Endpoint next) => Distinct switch
    {
        Distinct.Provider => SharesProvider(earlier, next),
        Distinct.FailureDomain => earlier.FailureDomains.Intersect(next.FailureDomains, StringComparer.Ordinal).Any(),
        Distinct.None => earlier.Id == next.Id,
    };

    private static bool SharesProvider(Endpoint earlier, Endpoint next) =>
        (!earlier.Carriers.AreKnown && !next.Carriers.AreKnown)
        || earlier.PassesThrough.Any(provider => next.PassesThrough.Any(other => other.Id == provider.Id));

    public bool SameAs(FallbackRule other) => Max == other.Max
        && Distinct == other.Distinct
        && On.SequenceEqual(other.On)
        && HedgeAfter == other.HedgeAfter;
}
