using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>Everything one request holds every endpoint to: at once where a decision is made, demand by demand where it is explained.</summary>
/// <param name="rules">What matched rules constrain; shared with other requests.</param>
/// <param name="demanded">What the request constrains.</param>
internal sealed class EndpointDemands(ConstraintSet rules, ImmutableArray<CombinedConstraint> demanded, CompiledRule selecting, DecisionRequest request, RouterState state)
{
    /// <summary>Whose demands stand in no rule and no request.</summary>
    public static ImmutableSortedSet<string> FromService { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, "service");

    /// <summary>Those of rules and request combined.</summary>
    public ConstraintSet Constraints => rules.With(demanded);

    /// <summary>The same with another rule's preferences.</summary>
    public EndpointDemands By(CompiledRule other) => new(rules, demanded, other, request, state);

    /// <summary>The endpoints that meet every demand: exactly those for which every check holds.</summary>
    public EndpointBits Meeting(Consideration on)
    {
        var alive = Satisfying(on);
        foreach (var check in Others())
        {
            check.Narrow(alive, on);
        }

        return alive;
    }

    /// <summary>The endpoints that satisfy every constraint, whatever else speaks against them.</summary>
    public EndpointBits Satisfying(Consideration on)
    {
        var shared = on.View.Meeting(rules);
        var alive = shared.Meeting.Copy();
        foreach (var row in shared.Open)
        {
            ConstraintCheck.Narrow(row, alive, on);
        }

        foreach (var row in demanded)
        {
            ConstraintCheck.Narrow(row, alive, on);
        }

        return alive;
    }

    /// <summary>In the order exclusions are attributed: rules first, as they are what an author can change.</summary>
    public ImmutableArray<DemandCheck> Checks() => [.. Constraints.Rows.Select(row => new ConstraintCheck(row)), .. Others()];

    private DemandCheck[] Others() => request.Attempts.IsEmpty
        ? [new PreferredCheck(selecting), ServedCheck.Instance, new HealthyCheck(state)]
        : [new PreferredCheck(selecting), ServedCheck.Instance, new HealthyCheck(state), new UntriedCheck(request), new RetriableCheck(selecting, request), new HopsLeftCheck(selecting, request)];
}
