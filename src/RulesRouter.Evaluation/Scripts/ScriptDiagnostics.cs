using RulesRouter.Diagnostics;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Every code that reading a script can report.</summary>
public static class ScriptDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0421", Severity.Error, "a script that is not JavaScript");

    public static DiagnosticCode NotAllowed { get; } = new("RR0422", Severity.Error, "a construct scripts may not use");

    public static DiagnosticCode UnknownName { get; } = new("RR0423", Severity.Error, "a name that no script has in scope");

    public static DiagnosticCode TooLarge { get; } = new("RR0424", Severity.Error, "a script beyond its size limits");

    public static DiagnosticCode SlowPattern { get; } = new("RR0425", Severity.Error, "a regular expression that may take exponential time");

    public static DiagnosticCode WrongUse { get; } = new("RR0426", Severity.Error, "a script called with the wrong inputs or in the wrong place");

    public static DiagnosticCode NoResult { get; } = new("RR0427", Severity.Error, "a script that never returns a result");
}
