using RulesRouter.Diagnostics;

namespace RulesRouter;

/// <summary>The diagnostic codes of the router.</summary>
internal static class RouterDiagnostics
{
    public static DiagnosticCode Unreadable { get; } = new("RR0801", Severity.Error, "policies that cannot be read");
}
