using RulesRouter.Evaluation;

namespace RulesRouter.Service.Snapshots;

/// <summary>What requests are decided by: one revision, ready.</summary>
internal sealed record Snapshot(CompiledPolicySet Set, PolicyDecisionPoint DecisionPoint);
