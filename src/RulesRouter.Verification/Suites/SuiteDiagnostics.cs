using RulesRouter.Diagnostics;

namespace RulesRouter.Verification.Suites;

/// <summary>Every code that reading test suites can report.</summary>
public static class SuiteDiagnostics
{
    public static DiagnosticCode BadRequest { get; } = new("RR0501", Severity.Error, "a case whose request is not one");

    public static DiagnosticCode BadMoment { get; } = new("RR0502", Severity.Error, "a moment that cannot be read");

    public static DiagnosticCode UnknownFixture { get; } = new("RR0504", Severity.Error, "a fixture that is not declared");

    public static DiagnosticCode UnknownRule { get; } = new("RR0505", Severity.Error, "an expectation of a rule that the policy does not have");

    public static DiagnosticCode Empty { get; } = new("RR0506", Severity.Error, "a suite that tests nothing");

    public static DiagnosticCode UnknownPolicy { get; } = new("RR0503", Severity.Error, "a suite for a policy that does not exist");
}
