using RulesRouter.Diagnostics;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Diagnostic codes of conditions.</summary>
public static class ExpressionDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0401", Severity.Error, "condition syntax error");

    public static DiagnosticCode UnknownName { get; } = new("RR0402", Severity.Error, "unknown name in a condition");

    public static DiagnosticCode NotAllowed { get; } = new("RR0403", Severity.Error, "construct not allowed in a condition");

    public static DiagnosticCode TooLarge { get; } = new("RR0404", Severity.Error, "condition exceeds a size limit");

    public static DiagnosticCode WrongType { get; } = new("RR0405", Severity.Error, "type mismatch in a condition");

    public static DiagnosticCode UnknownValue { get; } = new("RR0406", Severity.Error, "value not in the enum");

    public static DiagnosticCode LetCycle { get; } = new("RR0407", Severity.Error, "let cycle");

    public static DiagnosticCode DerivedCompliance { get; } = new("RR0408", Severity.Error, "derived fact in a compliance condition");

    public static DiagnosticCode NeverMatches { get; } = new("RR0409", Severity.Warning, "condition can never match");

    public static DiagnosticCode EqualPriority { get; } = new("RR0410", Severity.Error, "rules of equal priority can both match and select differently");

    public static DiagnosticCode Shadowed { get; } = new("RR0411", Severity.Warning, "unreachable selection");

    public static DiagnosticCode UnknownKey { get; } = new("RR0412", Severity.Warning, "split key can be unknown");
}
