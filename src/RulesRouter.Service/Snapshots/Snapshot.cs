using RulesRouter.Evaluation;

namespace RulesRouter.Service.Snapshots;

/// <summary>One loaded revision and its decision point.</summary>
internal sealed record Snapshot(CompiledPolicySet Set, PolicyDecisionPoint DecisionPoint);
