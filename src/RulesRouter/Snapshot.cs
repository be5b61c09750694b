using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;

namespace RulesRouter;

/// <summary>One loaded revision and its decision point. Immutable and thread-safe.</summary>
internal sealed record Snapshot(CompiledPolicySet Set, PolicyDecisionPoint DecisionPoint)
{
    /// <summary>The commit of git that it was loaded from; null if it was loaded from a folder.</summary>
    public string? Commit { get; init; }
}
