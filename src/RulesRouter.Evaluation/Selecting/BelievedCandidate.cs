using RulesRouter.Economics;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>A candidate with what is believed about its success on the request.</summary>
/// <param name="Success">On requests like this one.</param>
/// <param name="Ranked">As an option at the belief's quantile.</param>
internal sealed record BelievedCandidate(Candidate Candidate, Belief Success, string Evidence, AttemptOption Ranked);
