using RulesRouter.Diagnostics;

namespace RulesRouter.Verification.Properties;

/// <summary>Every code that reading properties can report, beside those of conditions.</summary>
public static class PropertyDiagnostics
{
    public static DiagnosticCode UnknownQuantifier { get; } = new("RR0511", Severity.Error, "a property that says of nobody what must hold");
}
