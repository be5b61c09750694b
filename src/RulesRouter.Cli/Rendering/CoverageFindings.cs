using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Verification.Coverage;

namespace RulesRouter.Cli.Rendering;

/// <summary>Missing coverage, as findings at their place in the policy.</summary>
internal static class CoverageFindings
{
    public static ImmutableArray<Diagnostic> Of(CoverageReport report) =>
    [
        .. report.Goals.Where(result => result.State is GoalState.Missing or GoalState.Unclear)
            .Select(result => new Diagnostic(FindingDiagnostics.NotCovered, result.Goal.Place,
                $"no case in which {result.Goal.Statement}", "rulesrouter test --suggest writes one")),
    ];
}
