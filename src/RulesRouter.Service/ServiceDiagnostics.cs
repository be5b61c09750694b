using RulesRouter.Diagnostics;

namespace RulesRouter.Service;

/// <summary>The diagnostic codes of the service.</summary>
internal static class ServiceDiagnostics
{
    public static DiagnosticCode Unreadable { get; } = new("RR0801", Severity.Error, "policies that cannot be read");
}
