using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;

namespace RulesRouter;

/// <summary>One loaded revision and its decision point. Immutable and thread-safe.</summary>
internal sealed record Snapshot(CompiledPolicySet Set, PolicyDecisionPoint DecisionPoint)
{
    /// <summary>What it was compiled from, for the next load.</summary>
    public LoadResult? Loaded { get; init; }

    /// <summary>The commit of git that it was loaded from; null if it was loaded from a folder.</summary>
    public string? Commit { get; init; }
}
