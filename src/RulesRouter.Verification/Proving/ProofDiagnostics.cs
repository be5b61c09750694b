using System.Collections.Immutable;
using RulesRouter.Diagnostics;

namespace RulesRouter.Verification.Proving;

/// <summary>Diagnostic codes of proving.</summary>
public static class ProofDiagnostics
{
    public static DiagnosticCode Unreachable { get; } = new("RR0601", Severity.Warning, "rule that no request matches");

    public static DiagnosticCode Shadowed { get; } = new("RR0602", Severity.Warning, "rule whose selection is shadowed by earlier rules");

    public static DiagnosticCode AlwaysTrue { get; } = new("RR0603", Severity.Warning, "condition that every request satisfies");

    public static DiagnosticCode Conflict { get; } = new("RR0604", Severity.Error, "rules of equal priority that match together and select differently");

    public static DiagnosticCode Loosened { get; } = new("RR0605", Severity.Error, "inherited constraint, obligation or denial that is loosened");

    public static DiagnosticCode Refuted { get; } = new("RR0606", Severity.Error, "property violated by a request");

    public static DiagnosticCode NotProved { get; } = new("RR0607", Severity.Info, "claim that is neither proved nor refuted");

    /// <summary>Defects, and claims without a verdict.</summary>
    public static ImmutableArray<Diagnostic> Of(IEnumerable<ProofResult> results)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var result in results)
        {
            if (result.IsDefect)
            {
                diagnostics.Add(CodeOf(result.Kind), result.Place, Message(result), result.Witness is null ? result.Detail : "");
            }
            else if (result.Obstacle is { } obstacle)
            {
                var place = obstacle.Place.Source is null ? result.Place : obstacle.Place;
                diagnostics.Add(NotProved, place, $"unknown: {result.Statement}", obstacle.Reason);
            }
        }

        return diagnostics.Sorted();
    }

    private static string Message(ProofResult result) => result.Verdict == ProofVerdict.Proved
        ? $"proved: {result.Statement}"
        : $"refuted: {result.Statement}{(result.Detail.Length > 0 ? $"; {result.Detail}" : "")}";

    private static DiagnosticCode CodeOf(ClaimKind kind) => kind switch
    {
        ClaimKind.Unreachable => Unreachable,
        ClaimKind.Shadowed => Shadowed,
        ClaimKind.AlwaysTrue => AlwaysTrue,
        ClaimKind.NoConflict => Conflict,
        ClaimKind.NeverLoosens => Loosened,
        _ => Refuted,
    };
}
