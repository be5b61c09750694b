using RulesRouter.Diagnostics;

namespace RulesRouter.Service;

/// <summary>Every code that the service itself can report.</summary>
internal static class ServiceDiagnostics
{
    public static DiagnosticCode Unreadable { get; } = new("RR0801", Severity.Error, "policies that cannot be read");
}
