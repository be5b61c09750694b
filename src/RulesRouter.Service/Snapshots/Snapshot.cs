using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Service.Snapshots;

/// <summary>One loaded revision and its decision point.</summary>
internal sealed record Snapshot(CompiledPolicySet Set, PolicyDecisionPoint DecisionPoint);
