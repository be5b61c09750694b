namespace RulesRouter.Language.Rendering;

/// <summary>Output formats of diagnostics.</summary>
public enum DiagnosticFormat
{
    Human,
    Json,
    Sarif,
    Github,
}
