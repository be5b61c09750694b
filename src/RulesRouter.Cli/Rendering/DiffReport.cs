using RulesRouter.Language.Rendering;
using RulesRouter.Verification.Comparing;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints what a change does: for people, programs, pull requests, GitHub's annotations and code scanning.</summary>
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
