using RulesRouter.Language.Rendering;
using RulesRouter.Verification.Comparing;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints a comparison as text, JSON, Markdown, GitHub annotations or SARIF.</summary>
internal static class DiffReport
{
    public static void Write(TextWriter to, PolicyDiff diff, string format)
    {
        switch (format)
        {
            case "json":
                DiffJson.Write(to, diff);
                break;
            case "markdown":
                DiffMarkdown.Write(to, diff);
                break;
            case "github":
                DiffAnnotations.Write(to, diff);
                break;
            case "sarif":
                DiagnosticRenderer.Write(to, DiffFindings.Of(diff), DiagnosticFormat.Sarif);
                break;
            default:
                DiffText.Write(to, diff);
                break;
        }
    }
}
