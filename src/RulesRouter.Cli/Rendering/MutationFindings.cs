using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Verification.Mutating;

namespace RulesRouter.Cli.Rendering;

/// <summary>Mutants that no test detects, as findings at their place in the policy, and the score.</summary>
internal static class MutationFindings
{
    public static ImmutableArray<Diagnostic> Of(MutationReport report) =>
    [
        .. Survivors(report).Select(result => new Diagnostic(
            FindingDiagnostics.SurvivingMutant,
            result.Mutant.Place,
            $"no test detects that in rule `{result.Mutant.Rule}` {result.Mutant.Change}")),
        new Diagnostic(FindingDiagnostics.MutationScore, default, MutationWriter.Summary(report)),
    ];

    public static IEnumerable<MutantResult> Survivors(MutationReport report) => report.Results
        .Where(result => result.Fate == MutantFate.Survived)
        .OrderBy(result => result.Mutant.Place.Path, StringComparer.Ordinal)
        .ThenBy(result => result.Mutant.Place.Start);
}
