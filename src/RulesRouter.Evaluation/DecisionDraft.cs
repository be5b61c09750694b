using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Evaluation.Reporting;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation;

/// <summary>Makes one decision from the matched rules.</summary>
internal sealed class DecisionDraft(
    CompiledPolicySet set,
    CompiledPolicy policy,
    DecisionRequest request,
    RequestFacts facts,
    Classification classification,
    Estimator estimator,
    MatchedRules matched,
    Matches matches,
    RouterState state,
    EndpointBeliefs beliefs)
{
    private Selection Selection => matched.Selecting.Rule.Selection!;

    public Decision Decide()
    {
        var scores = matched.Selecting.Named?.Score is { } score ? new EndpointScores(score, policy.Scripts, facts) : null;
        var plan = SelectionPlan.Of(matched, request, facts, state, estimator, scores);
        var eligibility = plan.Eligibility;
        var denial = DeniedByRules() ?? DeniedByObligations() ?? (plan.Ranked.IsEmpty ? DenialExplainer.Explain(eligibility) : null);
        var budget = Budget(plan);
        var costs = denial is null && Selection.Objective == Objective.ExpectedCost
            ? Planner().Plan(
                eligibility.InTieOrder(plan.Rule.Rule.Selection!),
                plan.Others.Select(other => other.Eligibility.InTieOrder(other.Rule.Rule.Selection!)),
                request,
                budget,
                plan.Sticky(request))
            : null;
        var chain = costs?.Chain ?? (
            denial is null ? new ChainBuilder(Selection, set.Catalog).Build(plan.InOrder(request), request, budget) : []);
        var chosen = denial is null ? eligibility.CandidateOf(chain[0]) : null;
        return new Decision
        {
            Outcome = denial is null ? Outcome.Routed : Outcome.Denied,
            Policy = policy.Name,
            Revision = set.Revision,
            StateDigest = state.Digest,
            At = estimator.At,
            Evidence = RestsOnSample(chain, plan) ? EvidenceKind.Sample : EvidenceKind.Verified,
            Classification = Reported(),
            Constraints = matched.Constraints,
            Preferred = chosen is null ? ConstraintSet.Empty : matched.Unwaived.Preferred(plan.PreferredKept),
            Dropped = denial is { Code: not DenialCode.NoCandidate } || plan.PreferredKept == matched.Preferred.Length ? [] : Dropped(plan),
            Advisories = chosen is null || matched.Advisory.IsEmpty ? [] : [.. matched.Advisory.Select(one => Finding(one, chosen))],
            Waivers = matched.Waivers,
            Split = chosen is null || plan.Arm is null
                ? null
                : new SplitChoice(
                    Selection.Split!.Key,
                    plan.ArmOf(chosen) ?? plan.Arm.Name,
                    plan.Drawn!) { KnowsKey = facts[matched.Selecting.Named!.SplitKey!.Value].IsKnown },
            Shadow = chosen is null ? null : Shadow(plan, chosen),
            Obligations = matched.Rules.Obligations,
            Chain = chain,
            Denial = denial,
            ExpectedTotalCostUsd = costs?.Expectation.TotalUsd,
            Expectation = costs?.Expectation,
            ReasonsWhenAsked = decision => DecisionReasons.Of(matched, plan, decision, estimator, scores),
            Trace = request.Explain
                ? TraceWriter.Write(policy, matched, matches, facts, plan, costs, scores) with
                {
                    Chain = ChainReasons.Of(Selection, plan.InOrder(request), chain, request),
                }
                : null,
        };
    }

    private ImmutableArray<DroppedConstraint> Dropped(SelectionPlan plan) =>
        [
            .. matched.Preferred
            .Skip(plan.PreferredKept)
            .Reverse()
            .Select(one => new DroppedConstraint(one.Definition, one.Value, one.RuleId)),
        ];

    private AdvisoryFinding Finding(SetConstraint advised, Candidate chosen)
    {
        var reading = advised.Definition.Read(chosen);
        return new AdvisoryFinding(
            advised.Definition,
            advised.Value,
            advised.RuleId,
            reading.Satisfies(advised.Definition, advised.Value),
            reading.ToString());
    }

    /// <summary>
    /// The highest-ranked endpoint that the shadow prefers, that passes every filter except the selection's own preference, and that is not
    /// the chosen one.
    /// </summary>
    private ShadowHop? Shadow(SelectionPlan plan, Candidate chosen)
    {
        if (!SplitOrder.Shadows(matched.Selecting, facts))
        {
            return null;
        }

        var prefer = Selection.Shadow!.Prefer;
        var rule = matched.Selecting with { Rule = matched.Selecting.Rule with { Selection = Selection with { Prefer = prefer } } };
        var eligibility = new Eligibility(estimator, plan.Filters.By(rule));
        var scores = rule.Named?.Score is { } score ? new EndpointScores(score, policy.Scripts, facts) : null;
        var ranked = Selection.Objective == Objective.ExpectedCost
            ? Planner().ByCostAlone(eligibility.InTieOrder(rule.Rule.Selection!))
            : CandidateRanking.Order(eligibility, rule.Rule.Selection!, scores);
        var best = ranked.FirstOrDefault(candidate => candidate.Index != chosen.Index);
        return best is null ? null : new ShadowHop(best.Endpoint, best.Estimate);
    }

    private ChainPlanner Planner()
    {
        var terms = policy.Layers.CostOf(Selection);
        var believed = new CandidateBeliefs(
            beliefs,
            terms,
            Selection.Fallback.Distinct,
            estimator,
            classification,
            FactsBuilder.Difficulty(classification));
        return new ChainPlanner(believed, terms, Selection.Fallback, set.Catalog, estimator, beliefs.Learned.Epoch);
    }

    private Denial? DeniedByRules() => matched.Rules.Denying.IsEmpty
        ? null
        : new Denial(
            DenialCode.DeniedByRule,
            [
                .. matched.Rules.Denying.Select(
                    rule => $"{rule.QualifiedId}: {(rule.Rule.Reason.Length > 0 ? rule.Rule.Reason : "denied")}"),
            ]);

    private Denial? DeniedByObligations()
    {
        if (request.ObligationsSupported is not { } supported)
        {
            return null;
        }

        var unsupported = matched.Rules.Obligations.Rows.Where(
            row => row.Definition.IsAsked(row.Value) && !supported.Contains(row.Definition.Name))
            .ToList();
        return unsupported.Count == 0
            ? null
            : new Denial(
                DenialCode.ObligationNotSupported,
                [
                    .. unsupported.Select(
                        row =>
                            $"the caller does not support obligation {row.Definition.Name} ({row.Value}) of {string.Join(", ", row.From)}"),
                ])
            {
                FeasibleIf = [.. unsupported.Select(row => $"the caller supports {row.Definition.Name}")],
            };
    }

    /// <summary>US dollars for the whole chain.</summary>
    private double Budget(SelectionPlan plan) =>
        (plan.PreferredKept == 0 ? matched.Constraints : plan.Filters.Constraints).ValueOf(
            ConstraintTable.Of<MaxCostUsd>()) is ConstraintValue.Number budget
        ? budget.Value
        : double.PositiveInfinity;

    /// <summary>Whether a hop would be ineligible, or its latency unknown, if sample evidence counted as unknown.</summary>
    private bool RestsOnSample(ImmutableArray<Hop> chain, SelectionPlan plan)
    {
        if (!estimator.AllowSample || chain.IsEmpty)
        {
            return false;
        }

        var strict = estimator with { View = set.Endpoints.At(estimator.At, allowSample: false) };
        var satisfying = plan.Filters.Satisfying(strict);
        foreach (var hop in chain)
        {
            var index = plan.Eligibility.CandidateOf(hop).Index;
            if (!satisfying[index] || strict.CandidateAt(index).Estimate != hop.Estimate with { SuccessProbability = null })
            {
                return true;
            }
        }

        return false;
    }

    private ReportedClassification Reported()
    {
        var difficulty = FactsBuilder.Difficulty(classification);
        return new ReportedClassification(
            estimator.Task,
            facts.ProvenanceOf(FixedFacts.Task),
            difficulty,
            difficulty is { } score ? ComplexityTiers.Of(score) : null,
            Known(FixedFacts.InputTokens),
            Known(FixedFacts.OutputTokens),
            classification.Source,
            classification.OutOfDistribution);
    }

    private double? Known(FactSlot slot) => facts[slot] is { IsKnown: true } value ? value.Number : null;
}
