using RulesRouter.Economics;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>A candidate with the belief about its success on the request.</summary>
/// <param name="Success">On requests like this one.</param>
/// <param name="Ranked">The option at the belief's quantile.</param>
internal sealed record BelievedCandidate(Candidate Candidate, Belief Success, string Evidence, AttemptOption Ranked);
