using RulesRouter.Economics;
using RulesRouter.Evaluation.Endpoints;

namespace RulesRouter.Evaluation.Chaining;

/// <summary>A candidate with the belief about its success on the request, and what an attempt costs; US dollars.</summary>
/// <param name="Success">On requests like this one.</param>
/// <param name="IsPrior">Neither a published score nor an outcome of its model is known.</param>
/// <param name="ImputedMs">The waiting that its cost contains in place of its unknown latency; 0 where the latency is known.</param>
/// <param name="CostUsd">Of an answered attempt: tokens and waiting.</param>
/// <param name="Answers">P(it answers at all), in (0, 1].</param>
/// <param name="EditsUsd">Of edits to a right answer.</param>
/// <param name="WorstCaseUsd">At most; infinite if unknown.</param>
internal sealed record BelievedCandidate(
    Candidate Candidate,
    Belief Success,
    string Evidence,
    bool IsPrior,
    double ImputedMs,
    double CostUsd,
    double Answers,
    double EditsUsd,
    double WorstCaseUsd);
