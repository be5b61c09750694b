using RulesRouter.Diagnostics;

namespace RulesRouter.Verification.Properties;

/// <summary>Diagnostic codes of reading properties; conditions have their own.</summary>
public static class PropertyDiagnostics
{
    public static DiagnosticCode UnknownQuantifier { get; } = new("RR0511", Severity.Error, "unknown quantifier in a property");
}
