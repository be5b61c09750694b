using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Evaluation;

/// <summary>How a host decides.</summary>
/// <param name="AllowSampleEvidence">Sample facts count as known; every decision that rests on them reports it.</param>
/// <param name="Executor">How conditions are matched.</param>
/// <param name="ClassifyWhenNeeded">
/// The classifier runs only if its result can change the decision; otherwise the decision reports no complexity.
/// Not for hosts that record classifications to replay requests with another policy or to learn from outcomes.
/// </param>
/// <param name="Explains">Decisions carry an explanation; a host that reads only the decision can leave it out.</param>
/// <param name="CountsExclusions">The explanation has the number of endpoints that each constraint excludes.</param>
internal sealed record DecisionSettings(
    bool AllowSampleEvidence = false,
    Executor Executor = Executor.Index,
    bool ClassifyWhenNeeded = false,
    bool Explains = true,
    bool CountsExclusions = false);
