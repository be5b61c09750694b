using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;

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

        var input = effects.Prepared.Input;
        var builder = new ChainBuilder(effects.Selection, input.Set.Catalog, effects.Prepared.Estimator.View.Aliases);
        var expected = effects.Selection.Objective == Objective.ExpectedCost
            ? ExpectedCost(effects).Plan(
                filtered.First.InTieOrder,
                filtered.Others,
                input.Request,
                filtered.BudgetUsd,
                ranked.Sticky)
            : null;
        var hops = expected is null ? Ranked(ranked, builder)
            : builder.HasRoom(expected.Chain, input.Request) ? Extended(expected.Chain, ranked, builder)
            : expected.Chain;
        hops = TokenBudget.Fitting(hops, filtered);
        var chosen = filtered.First.Eligibility.CandidateOf(hops[0]);
        return new PlannedChain(
            ranked,
            OutputCaps.Clamp(
                TokenBudget.Capped(
                    OutputCaps.Set(RejectionHops.Of(hops, effects.Prepared.Estimator.View.Aliases), filtered),
                    filtered),
                filtered),
            chosen,
            expected,
            Shadow(filtered, chosen));
    }

    private static ImmutableArray<Hop> Ranked(RankedCandidates ranked, ChainBuilder builder) => builder.Build(
        ranked.Levels().Select(level => LevelOf(level, ranked.Filtered, level.InOrder())),
        ranked.Filtered.Effects.Prepared.Input.Request);

    private static ImmutableArray<Hop> Extended(ImmutableArray<Hop> chain, RankedCandidates ranked, ChainBuilder builder) =>
        builder.Extend(
            chain,
            ranked.Levels().Skip(1).Select(level => LevelOf(level, ranked.Filtered, ByCostAlone(level.Filtered))),
            ranked.Filtered.Effects.Prepared.Input.Request);

    private static ChainLevel LevelOf(RankedCandidates level, FilteredCandidates first, IEnumerable<Candidate> ranked) => new(
        ranked,
        level.Filtered.BudgetUsd,
        level.Filtered.DroppedSince(first.PreferredKept),
        level.Filtered.First.Eligibility);

    private static IEnumerable<Candidate> ByCostAlone(FilteredCandidates filtered)
    {
        var planner = ExpectedCost(filtered.Effects);
        return filtered.Others.Prepend(filtered.First).SelectMany(arm => planner.ByCostAlone(arm.InTieOrder));
    }

    /// <summary>
    /// The highest-ranked endpoint that the shadow prefers, that passes every filter except the selection's own preference, and that is
    /// not the chosen one.
    /// </summary>
    private static ShadowHop? Shadow(FilteredCandidates filtered, Candidate chosen)
    {
        var (effects, prepared) = (filtered.Effects, filtered.Effects.Prepared);
        if (SplitOrder.ShadowOf(effects.Selecting, prepared.Facts) is not { } rule)
        {
            return null;
        }

        var selection = rule.Rule.Selection!;
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
        var terms = input.Policy.TermsOf(selection);
        return new ExpectedCostPlanner(
            BeliefsOf(effects, terms),
            terms,
            selection.Fallback,
            input.Set.Catalog,
            estimator,
            input.Beliefs.Learned.Epoch);
    }

    /// <summary>Beliefs about the candidates of a request.</summary>
    public static CandidateBeliefs BeliefsOf(CombinedEffects effects, CostRule terms)
    {
        var input = effects.Prepared.Input;
        return new CandidateBeliefs(
            input.Beliefs,
            terms,
            effects.Selection.Fallback.Distinct,
            effects.Prepared.Estimator,
            input.Classification,
            ComplexityTiers.ScoreOf(input.Classification),
            input.Policy.DifficultyGroupOf(input.Request));
    }
}
