using RulesRouter.Diagnostics;

namespace RulesRouter.Verification.Suites;

/// <summary>Diagnostic codes of reading test suites.</summary>
public static class SuiteDiagnostics
{
    public static DiagnosticCode BadRequest { get; } = new("RR0501", Severity.Error, "malformed request in a case");

    public static DiagnosticCode BadTimestamp { get; } = new("RR0502", Severity.Error, "missing or malformed timestamp");

    public static DiagnosticCode UnknownFixture { get; } = new("RR0504", Severity.Error, "unknown fixture");

    public static DiagnosticCode UnknownRule { get; } = new("RR0505", Severity.Error, "unknown rule in an expectation");

    public static DiagnosticCode Empty { get; } = new("RR0506", Severity.Error, "suite without cases and properties");

    public static DiagnosticCode UnknownPolicy { get; } = new("RR0503", Severity.Error, "suite for an unknown policy");
}
