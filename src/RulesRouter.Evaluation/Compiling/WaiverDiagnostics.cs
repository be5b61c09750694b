using RulesRouter.Diagnostics;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>Diagnostic codes of compiling and listing waivers.</summary>
public static class WaiverDiagnostics
{
    public static DiagnosticCode BadScope { get; } = new("RR0431", Severity.Error, "a waiver that is not scoped to attributes");

    public static DiagnosticCode CallersWaiver { get; } = new("RR0432", Severity.Warning, "a waiver that any caller can claim");

    public static DiagnosticCode Expired { get; } = new("RR0433", Severity.Warning, "a waiver that has expired");

    public static DiagnosticCode InForce { get; } = new("RR0434", Severity.Info, "a waiver that is in force or not yet effective");
}
