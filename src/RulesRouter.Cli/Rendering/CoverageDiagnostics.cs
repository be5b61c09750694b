using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Verification.Coverage;

namespace RulesRouter.Cli.Rendering;

/// <summary>Missing coverage, as findings at their place in the policy.</summary>
internal static class CoverageDiagnostics
{
    private static readonly DiagnosticCode NotCovered = new("RR0701", Severity.Info, "not covered by a test case");

    public static ImmutableArray<Diagnostic> Of(CoverageReport report) =>
    [
        .. report.Goals.Where(result => result.State is GoalState.Missing or GoalState.Unclear)
            .Select(result => new Diagnostic(NotCovered, result.Goal.Place, $"no case in which {result.Goal.Statement}", "rulesrouter test --suggest writes one")),
    ];
}
