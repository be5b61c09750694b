using RulesRouter.Verification.Comparing;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints what a change does: for people, programs, pull requests and GitHub's annotations.</summary>
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
            default:
                DiffText.Write(to, diff);
                break;
        }
    }
}
