using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Evaluation.Selecting.Demands;
using RulesRouter.Evaluation.Splitting;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>Whom a decision chooses from: the endpoints that meet every demand, ranked, arm by arm where the selection splits.</summary>
/// <param name="Arm">Null where the selection does not split.</param>
internal sealed record SelectionPlan(CompiledArm? Arm, CompiledRule Rule, EndpointDemands Demands, int PreferredKept, Qualification Qualification, Ranking Ranked)
{
    /// <summary>Arms whose turn comes after this one's.</summary>
    public ImmutableArray<SelectionPlan> Others { get; private init; } = [];

    /// <summary>The arm whose turn it was.</summary>
    public string? Drawn { get; private init; }

    /// <summary>Keeps as many preferred constraints as leave somebody, giving up the last declared first; then takes the first arm that has somebody.</summary>
    public static SelectionPlan Of(MatchedRules matched, DecisionRequest request, RequestFacts facts, RouterState state, Consideration on, EndpointScores? scores)
    {
        var arms = SplitOrder.Of(matched.Selecting, facts);
        for (var kept = matched.Preferred.Length; ; kept--)
        {
            if (arms.IsEmpty)
            {
                var plan = Of(null, matched.Selecting, matched, kept, request, state, on, scores);
                if (!plan.Ranked.IsEmpty || kept == 0)
                {
                    return plan;
                }

                continue;
            }

            var plans = new List<SelectionPlan>(arms.Length);
            foreach (var arm in arms)
            {
                plans.Add(Of(arm, arm.Rule, matched, kept, request, state, on, scores));
            }

            var first = plans.FindIndex(plan => !plan.Ranked.IsEmpty);
            if (first >= 0)
            {
                return plans[first] with { Others = [.. plans.Skip(first + 1)], Drawn = arms[0].Name };
            }

            if (kept == 0)
            {
                return Of(null, matched.Selecting, matched, kept, request, state, on, scores);
            }
        }
    }

    private static SelectionPlan Of(
        CompiledArm? arm, CompiledRule rule, MatchedRules matched, int kept, DecisionRequest request, RouterState state, Consideration on, EndpointScores? scores)
    {
        var demands = new EndpointDemands(matched.Held.With(kept), matched.Demanded, rule, request, state);
        var qualification = new Qualification(on, demands);
        return new SelectionPlan(arm, rule, demands, kept, qualification, Ranking.Order(qualification, rule.Rule.Selection!, scores));
    }

    /// <summary>Whom the chain takes its hops from, best first: this arm's, then those of the others; before all, who answered last where the selection is sticky.</summary>
    public IEnumerable<Candidate> InOrder(DecisionRequest request)
    {
        var ordered = Others.IsEmpty ? Ranked : Others.Aggregate((IEnumerable<Candidate>)Ranked, (sofar, plan) => sofar.Concat(plan.Ranked));
        return Sticky(request) is { } last ? ordered.Prepend(last) : ordered;
    }

    /// <summary>Who answered last in the conversation, where the selection is sticky and it still qualifies.</summary>
    public Candidate? Sticky(DecisionRequest request) => Rule.Rule.Selection!.IsSticky ? LastOf(request) : null;

    /// <summary>The arm that an endpoint is of.</summary>
    public string? ArmOf(Candidate candidate) =>
        Others.Prepend(this).FirstOrDefault(plan => plan.Qualification.Passed[candidate.Index])?.Arm?.Name;

    private Candidate? LastOf(DecisionRequest request)
    {
        var endpoints = Qualification.On.View.Endpoints;
        for (var index = 0; index < endpoints.Length; index++)
        {
            if (endpoints[index].Id == request.Session?.LastEndpoint)
            {
                return Others.Prepend(this).FirstOrDefault(plan => plan.Qualification.Passed[index])?.Qualification[index];
            }
        }

        return null;
    }
}
