using RulesRouter.Diagnostics;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Diagnostic codes of scripts.</summary>
public static class ScriptDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0421", Severity.Error, "script syntax error");

    public static DiagnosticCode NotAllowed { get; } = new("RR0422", Severity.Error, "construct not allowed in a script");

    public static DiagnosticCode UnknownName { get; } = new("RR0423", Severity.Error, "unknown name in a script");

    public static DiagnosticCode TooLarge { get; } = new("RR0424", Severity.Error, "script exceeds a size limit");

    public static DiagnosticCode SlowPattern { get; } = new("RR0425", Severity.Error, "regular expression can take exponential time");

    public static DiagnosticCode WrongUse { get; } = new("RR0426", Severity.Error, "script used with wrong inputs or in the wrong place");

    public static DiagnosticCode NoResult { get; } = new("RR0427", Severity.Error, "script without a result");
}
