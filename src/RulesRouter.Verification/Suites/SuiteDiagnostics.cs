using RulesRouter.Diagnostics;

namespace RulesRouter.Verification.Suites;

/// <summary>Every code that reading test suites can report.</summary>
public static class SuiteDiagnostics
{
    public static DiagnosticCode BadRequest { get; } = new("RR0501", Severity.Error, "a case whose request is not one");

    public static DiagnosticCode BadMoment { get; } = new("RR0502", Severity.Error, "a moment that cannot be read");

    public static DiagnosticCode UnknownPolicy { get; } = new("RR0503", Severity.Error, "a suite for a policy that does not exist");
}
