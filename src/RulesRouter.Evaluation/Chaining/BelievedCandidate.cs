using RulesRouter.Economics;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>A candidate with the belief about its success on the request.</summary>
/// <param name="Success">On requests like this one.</param>
/// <param name="IsPrior">Neither a published score nor an outcome of its model is known.</param>
/// <param name="ImputedMs">The waiting that its cost contains in place of its unknown latency; 0 where the latency is known.</param>
/// <param name="Ranked">The option at the belief's quantile.</param>
internal sealed record BelievedCandidate(
    Candidate Candidate,
    Belief Success,
    string Evidence,
    bool IsPrior,
    double ImputedMs,
    AttemptOption Ranked);
