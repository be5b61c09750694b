using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Rendering;

/// <summary>Failures of test suites, as findings at their place in the suite.</summary>
internal static class SuiteFindings
{
    public static ImmutableArray<Diagnostic> Of(ImmutableArray<CaseResult> results, ImmutableArray<PropertyResult> properties)
    {
        var findings = new DiagnosticBag();
        findings.AddRange(
            results.Where(result => !result.Passed).Select(
                result => new Diagnostic(
                    FindingDiagnostics.FailedCase,
                    result.Case.Span,
                    $"{result.Case.Name}: {string.Join("; ", result.Failures)}")));
        findings.AddRange(
            properties.Where(property => !property.Passed).Select(
                property => new Diagnostic(
                    FindingDiagnostics.ViolatedProperty,
                    property.Place,
                    $"{property.Name}: {string.Join("; ", CounterexampleWriter.Lines(property.Counterexample!))}")));
        return findings.Sorted();
    }
}
