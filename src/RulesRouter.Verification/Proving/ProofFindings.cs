using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Verification.Proving.Results;

namespace RulesRouter.Verification.Proving;

/// <summary>Diagnostics of the results of proving.</summary>
internal static class ProofFindings
{
    /// <summary>Defects, and claims without a verdict.</summary>
    public static ImmutableArray<Diagnostic> Of(IEnumerable<ProofResult> results)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var result in results)
        {
            if (result.IsDefect)
            {
                diagnostics.Add(CodeOf(result), result.Place, Message(result), result.Witness is null ? result.Detail : "");
            }
            else if (result.Obstacle is { } obstacle)
            {
                var place = obstacle.Place.Source is null ? result.Place : obstacle.Place;
                diagnostics.Add(ProofDiagnostics.NotProved, place, $"unknown: {result.Statement}", obstacle.Reason);
            }
        }

        return diagnostics.Sorted();
    }

    private static string Message(ProofResult result) => result.IsVacuous
        ? $"vacuous: {result.Statement}"
        : result.Verdict == ProofVerdict.Proved
        ? $"proved: {result.Statement}"
        : $"refuted: {result.Statement}{(result.Detail.Length > 0 ? $"; {result.Detail}" : "")}";

    private static DiagnosticCode CodeOf(ProofResult result) =>
        result.IsVacuous ? ProofDiagnostics.Vacuous : result.Kind switch
        {
            ClaimKind.Unreachable => ProofDiagnostics.Unreachable,
            ClaimKind.Shadowed => ProofDiagnostics.Shadowed,
            ClaimKind.AlwaysTrue => ProofDiagnostics.AlwaysTrue,
            ClaimKind.NoConflict => ProofDiagnostics.Conflict,
            ClaimKind.NeverLoosens => ProofDiagnostics.Loosened,
            ClaimKind.NoGap or ClaimKind.Universal or ClaimKind.Property => ProofDiagnostics.Refuted,
        };
}
