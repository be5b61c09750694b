namespace RulesRouter.Language.Rendering;

/// <summary>The forms diagnostics are printed in.</summary>
public enum DiagnosticFormat
{
    Human,
    Json,
    Sarif,
    Github,
}
