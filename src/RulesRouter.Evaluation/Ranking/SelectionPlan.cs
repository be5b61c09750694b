using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Ranking;

/// <summary>The ranked eligible endpoints of a decision, arm by arm if the selection splits.</summary>
/// <param name="Arm">Null if the selection does not split.</param>
internal sealed record SelectionPlan(
    CompiledArm? Arm,
    CompiledRule Rule,
    EndpointFilters Filters,
    int PreferredKept,
    Eligibility Eligibility,
    CandidateRanking Ranked)
{
    /// <summary>Arms drawn after this one.</summary>
    public ImmutableArray<SelectionPlan> Others { get; private init; } = [];

    /// <summary>Name of the arm drawn first.</summary>
    public string? Drawn { get; private init; }

    /// <summary>
    /// Keeps as many preferred constraints as leave an eligible endpoint, dropping the last declared first; then takes the first arm with
    /// an eligible endpoint.
    /// </summary>
    public static SelectionPlan Of(
        MatchedRules matched,
        DecisionRequest request,
        RequestFacts facts,
        RouterState state,
        Estimator estimator,
        EndpointScores? scores)
    {
        var arms = SplitOrder.Of(matched.Selecting, facts);
        for (var kept = matched.Preferred.Length; ; kept--)
        {
            if (arms.IsEmpty)
            {
                var plan = Of(null, matched.Selecting, matched, kept, request, state, estimator, scores);
                if (!plan.Ranked.IsEmpty || kept == 0)
                {
                    return plan;
                }

                continue;
            }

            var plans = new List<SelectionPlan>(arms.Length);
            foreach (var arm in arms)
            {
                plans.Add(Of(arm, arm.Rule, matched, kept, request, state, estimator, scores));
            }

            var first = plans.FindIndex(plan => !plan.Ranked.IsEmpty);
            if (first >= 0)
            {
                return plans[first] with { Others = [.. plans.Skip(first + 1)], Drawn = arms[0].Name };
            }

            if (kept == 0)
            {
                return Of(null, matched.Selecting, matched, kept, request, state, estimator, scores);
            }
        }
    }

    private static SelectionPlan Of(
        CompiledArm? arm,
        CompiledRule rule,
        MatchedRules matched,
        int kept,
        DecisionRequest request,
        RouterState state,
        Estimator estimator,
        EndpointScores? scores)
    {
        var filters = new EndpointFilters(matched.Unwaived.With(kept), matched.Requested, rule, request, state);
        var eligibility = new Eligibility(estimator, filters);
        return new SelectionPlan(arm, rule, filters, kept, eligibility, CandidateRanking.Order(eligibility, rule.Rule.Selection!, scores));
    }

    /// <summary>
    /// The candidates of the chain, best first: this arm's, then those of the others; first of all the last endpoint of the session if the
    /// selection is sticky.
    /// </summary>
    public IEnumerable<Candidate> InOrder(DecisionRequest request)
    {
        var ordered = Others.IsEmpty
            ? Ranked
            : Others.Aggregate((IEnumerable<Candidate>)Ranked, (sofar, plan) => sofar.Concat(plan.Ranked));
        return Sticky(request) is { } last ? ordered.Prepend(last) : ordered;
    }

    /// <summary>The last endpoint of the session, if the selection is sticky and it is still eligible.</summary>
    public Candidate? Sticky(DecisionRequest request) => Rule.Rule.Selection!.IsSticky ? LastOf(request) : null;

    /// <summary>The arm of an endpoint.</summary>
    public string? ArmOf(Candidate candidate) =>
        Others.Prepend(this).FirstOrDefault(plan => plan.Eligibility.Passed[candidate.Index])?.Arm?.Name;

    private Candidate? LastOf(DecisionRequest request)
    {
        var endpoints = Eligibility.Estimator.View.Endpoints;
        for (var index = 0; index < endpoints.Length; index++)
        {
            if (endpoints[index].Id == request.Session?.LastEndpoint)
            {
                return Others.Prepend(this).FirstOrDefault(plan => plan.Eligibility.Passed[index])?.Eligibility[index];
            }
        }

        return null;
    }
}
