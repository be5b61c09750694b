using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Verification.Comparing;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints a comparison as text, JSON or Markdown, or as findings.</summary>
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
            case "human":
                DiffWriter.Write(to, diff);
                break;
            case "sarif":
                // Code scanning rejects results without a place, such as the effect on recorded requests.
                FindingRenderer.Write(to, DiffFindings.Of(diff), FindingFormat.Sarif);
                break;
            default:
                FindingRenderer.Write(
                    to,
                    [.. DiffFindings.Of(diff), .. DiffFindings.Effect(diff)],
                    Enum.Parse<FindingFormat>(format, ignoreCase: true));
                break;
        }
    }
}
