using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;

namespace RulesRouter;

/// <summary>One loaded revision and its decision point. Immutable and thread-safe.</summary>
internal sealed record Snapshot(CompiledPolicySet Set, PolicyDecisionPoint DecisionPoint);
