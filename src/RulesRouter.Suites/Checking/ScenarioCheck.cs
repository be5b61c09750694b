using System.Collections.Immutable;

namespace RulesRouter.Suites.Checking;

/// <summary>What the runs of a scenario's own tests showed.</summary>
/// <param name="Dropped">Null for a scenario that can judge models.</param>
/// <param name="Detail">The command's end, or the tests concerned; null where the reason says everything.</param>
/// <param name="FailToPass">Tests that fail without the change and pass with it, every time; sorted.</param>
/// <param name="PassToPass">Tests that pass before, and every time with the change; sorted.</param>
/// <param name="Flaky">Tests whose outcome differed between runs of the same files; sorted, never judged by.</param>
/// <param name="Elapsed">Wall-clock time of all runs.</param>
internal sealed record ScenarioCheck(
    string Id,
    DropReason? Dropped,
    string? Detail,
    ImmutableArray<string> FailToPass,
    ImmutableArray<string> PassToPass,
    ImmutableArray<string> Flaky,
    TimeSpan Elapsed);
