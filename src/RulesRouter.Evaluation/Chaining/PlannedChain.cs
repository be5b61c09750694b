using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Ranking;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>The result of chaining: the chosen endpoint and its fallbacks, or none.</summary>
/// <param name="Hops">Empty if the request is denied.</param>
/// <param name="Chosen">The candidate of the first hop; null if denied.</param>
/// <param name="ExpectedCost">Null unless the objective is expected cost and an endpoint has a known price and evidence of success.</param>
internal sealed record PlannedChain(
    RankedCandidates Ranked,
    ImmutableArray<Hop> Hops,
    Candidate? Chosen,
    ExpectedCostChain? ExpectedCost,
    ShadowHop? Shadow);
