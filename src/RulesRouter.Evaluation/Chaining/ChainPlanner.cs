using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Objectives;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>Plans the chain: by expected cost over whole chains, or from the ranking from the top.</summary>
internal static class ChainPlanner
{
    public static PlannedChain Plan(RankedCandidates ranked)
    {
        var (filtered, effects) = (ranked.Filtered, ranked.Filtered.Effects);
        if (effects.Denial is not null || ranked.IsEmpty)
        {
            return new PlannedChain(ranked, [], null, null, null);
        }

        var (input, budget) = (effects.Prepared.Input, BudgetUsd(filtered));
        var expected = effects.Selection.Objective == Objective.ExpectedCost
            ? ExpectedCost(effects).Plan(
                filtered.First.InTieOrder,
                filtered.Others.Select(other => other.InTieOrder),
                input.Request,
                budget,
                ranked.Sticky)
            : null;
        var hops = expected?.Chain ?? new ChainBuilder(effects.Selection, input.Set.Catalog).Build(ranked.InOrder(), input.Request, budget);
        var chosen = filtered.First.Eligibility.CandidateOf(hops[0]);
        return new PlannedChain(
            ranked,
            OutputCaps.Set(hops, filtered.First.Eligibility, budget),
            chosen,
            expected,
            Shadow(filtered, chosen));
    }

    /// <summary>
    /// The highest-ranked endpoint that the shadow prefers, that passes every filter except the selection's own preference, and that is
    /// not the chosen one.
    /// </summary>
    private static ShadowHop? Shadow(FilteredCandidates filtered, Candidate chosen)
    {
        var (effects, prepared) = (filtered.Effects, filtered.Effects.Prepared);
        if (!SplitOrder.Shadows(effects.Selecting, prepared.Facts))
        {
            return null;
        }

        var selection = effects.Selection with { Prefer = effects.Selection.Shadow!.Prefer };
        var rule = effects.Selecting with { Rule = effects.Selecting.Rule with { Selection = selection } };
        var eligibility = new Eligibility(prepared.Estimator, filtered.First.Filters.By(rule));
        var scores = rule.Named?.Score is { } score ? new EndpointScores(score, prepared.Input.Policy.Scripts, prepared.Facts) : null;
        var ranked = selection.Objective == Objective.ExpectedCost
            ? ExpectedCost(effects).ByCostAlone(eligibility.InTieOrder(selection))
            : CandidateRanking.Order(eligibility, selection, scores);
        var best = ranked.FirstOrDefault(candidate => candidate.Index != chosen.Index);
        return best is null ? null : new ShadowHop(best.Endpoint, best.Estimate);
    }

    private static ExpectedCostPlanner ExpectedCost(CombinedEffects effects)
    {
        var (input, estimator, selection) = (effects.Prepared.Input, effects.Prepared.Estimator, effects.Selection);
        var terms = input.Policy.Layers.CostOf(selection);
        var believed = new CandidateBeliefs(
            input.Beliefs,
            terms,
            selection.Fallback.Distinct,
            estimator,
            input.Classification,
            FactsBuilder.Difficulty(input.Classification));
        return new ExpectedCostPlanner(believed, terms, selection.Fallback, input.Set.Catalog, estimator, input.Beliefs.Learned.Epoch);
    }

    /// <summary>US dollars for the whole chain; infinite without a bound.</summary>
    private static double BudgetUsd(FilteredCandidates filtered) =>
        filtered.First.Filters.Constraints.ValueOf(ConstraintTable.Of<MaxCostUsd>()) is ConstraintValue.Number budget
            ? budget.Value
            : double.PositiveInfinity;
}
