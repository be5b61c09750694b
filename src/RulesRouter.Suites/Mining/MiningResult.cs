using System.Collections.Immutable;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Mining;

/// <summary>What a walk through a history found.</summary>
/// <param name="Scenarios">Newest first.</param>
/// <param name="Skipped">Newest first.</param>
/// <param name="Reached">Why the walk ended.</param>
internal sealed record MiningResult(ImmutableArray<Scenario> Scenarios, ImmutableArray<SkippedCommit> Skipped, WalkEnd Reached)
{
    public int Looked => Scenarios.Length + Skipped.Length;
}
