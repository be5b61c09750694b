using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>What ranking minimises or maximises.</summary>
public enum Objective
{
    Price,
    Latency,
    Quality,

    /// <summary>The order of <see cref="Selection.Prefer"/>; cheaper first within one pattern.</summary>
    Ordered,

    /// <summary>Expected total cost of a completed task, over whole chains.</summary>
    ExpectedCost,

    /// <summary>The score of a script, the lowest first.</summary>
    Script,
}

/// <summary>What consecutive hops may not share, so that an outage does not take both.</summary>
public enum Distinct
{
    None,
    Provider,
    FailureDomain,
}

/// <summary>A rule's <c>select:</c>: how the qualified candidates are ranked and chained.</summary>
/// <param name="Prefer">Patterns over endpoint ids; with <see cref="Objective.Ordered"/> only these are chosen.</param>
/// <param name="Fallback">What follows the first hop.</param>
public sealed record Selection(Objective Objective, ImmutableArray<EndpointPreference> Prefer, FallbackRule Fallback, CostRule Cost, SourceSpan Span)
{
    /// <summary>Shares of the requests go to different arms.</summary>
    public Split? Split { get; init; }

    /// <summary>The endpoint that answered last in the conversation stays first as long as it qualifies.</summary>
    public bool IsSticky { get; init; }

    /// <summary>A second endpoint to be tried without effect.</summary>
    public Shadow? Shadow { get; init; }

    /// <summary>Of <see cref="Objective.Script"/>; null for the others.</summary>
    public ScriptScore? Score { get; init; }

    public bool SelectsLike(Selection other) =>
        Objective == other.Objective
        && Prefer.Select(p => p.Pattern).SequenceEqual(other.Prefer.Select(p => p.Pattern))
        && Fallback.SameAs(other.Fallback)
        && Cost == other.Cost
        && IsSticky == other.IsSticky
        && (Split?.SplitsLike(other.Split) ?? other.Split is null)
        && (Shadow?.ShadowsLike(other.Shadow) ?? other.Shadow is null)
        && (Score?.ScoresLike(other.Score) ?? other.Score is null);
}

/// <summary>One pattern under <c>prefer:</c>.</summary>
public sealed record EndpointPreference(string Pattern, SourceSpan Span);

/// <summary>How many hops follow the first, what they may not share, and which failures beyond availability lead on to them.</summary>
/// <param name="Max">Hops after the first, 0 to 8.</param>
public sealed record FallbackRule(int Max, Distinct Distinct, ImmutableArray<FailureClass> On)
{
    public static FallbackRule Default { get; } = new(2, Distinct.None, []);

    public bool SameAs(FallbackRule other) => Max == other.Max && Distinct == other.Distinct && On.SequenceEqual(other.On);
}

/// <summary>What <see cref="Objective.ExpectedCost"/> charges beside tokens, in US dollars.</summary>
/// <param name="UnsolvedUsd">A task no hop solved.</param>
/// <param name="TimeUsdPerMinute">A minute of waiting.</param>
/// <param name="EditUsd">One human edit to an accepted answer.</param>
/// <param name="VerifyUsd">One verification.</param>
/// <param name="FalseAccept">P(a wrong answer is accepted), 0..1.</param>
/// <param name="FalseReject">P(a right answer is rejected), 0..1.</param>
/// <param name="WrongAcceptedUsd">A wrong answer that was accepted; never below <paramref name="UnsolvedUsd"/>.</param>
/// <param name="Quantile">Of the whole expected cost that ranking uses, 0.5 to 0.99.</param>
public sealed record CostRule(
    double UnsolvedUsd,
    double TimeUsdPerMinute,
    double EditUsd,
    double VerifyUsd,
    double FalseAccept,
    double FalseReject,
    double WrongAcceptedUsd,
    double Quantile)
{
    public static CostRule Default { get; } = new(1, 0, 0, 0, 0.1, 0.05, 1, 0.75);
}
