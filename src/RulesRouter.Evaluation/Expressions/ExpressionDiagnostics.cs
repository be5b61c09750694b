using RulesRouter.Diagnostics;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Every code that reading a condition can report.</summary>
public static class ExpressionDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0401", Severity.Error, "a condition that cannot be read");

    public static DiagnosticCode UnknownName { get; } = new("RR0402", Severity.Error, "a name that is no fact, attribute or let");

    public static DiagnosticCode NotAllowed { get; } = new("RR0403", Severity.Error, "a construct conditions may not use");

    public static DiagnosticCode TooLarge { get; } = new("RR0404", Severity.Error, "a condition beyond its size limits");

    public static DiagnosticCode WrongType { get; } = new("RR0405", Severity.Error, "operands of types that do not compare");

    public static DiagnosticCode UnknownValue { get; } = new("RR0406", Severity.Error, "a value an enum does not have");

    public static DiagnosticCode LetCycle { get; } = new("RR0407", Severity.Error, "lets that use each other in a circle");

    public static DiagnosticCode DerivedCompliance { get; } = new("RR0408", Severity.Error, "a derived fact deciding compliance");

    public static DiagnosticCode NeverMatches { get; } = new("RR0409", Severity.Warning, "a condition that is never true");

    public static DiagnosticCode EqualPriority { get; } = new("RR0410", Severity.Error, "rules of equal priority that may both match and select differently");

    public static DiagnosticCode Shadowed { get; } = new("RR0411", Severity.Warning, "a selection no request can reach");

    public static DiagnosticCode UnknownKey { get; } = new("RR0412", Severity.Warning, "a split whose lighter arm takes every request without a key");
}
