using System.Collections.Immutable;
using System.Diagnostics;

namespace RulesRouter.Diagnostics.Rendering;

/// <summary>
/// Prints findings in every format, for all commands. Human and GitHub formats are capped and state how many more there are.
/// </summary>
internal static class FindingRenderer
{
    private const int MaxShown = 100;

    public static void Write(TextWriter to, ImmutableArray<Diagnostic> findings, FindingFormat format)
    {
        switch (format)
        {
            case FindingFormat.Human:
                WriteCapped(to, findings, HumanFinding.Write);
                break;
            case FindingFormat.Json:
                JsonFindings.Write(to, findings);
                break;
            case FindingFormat.Sarif:
                SarifLog.Write(to, findings);
                break;
            case FindingFormat.Github:
                WriteCapped(to, findings, GithubAnnotation.Write);
                break;
            case FindingFormat.Junit:
                JunitXml.Write(to, JunitXml.Suites(findings));
                break;
            default:
                throw new UnreachableException($"no renderer for {format}");
        }
    }

    private static void WriteCapped(TextWriter to, ImmutableArray<Diagnostic> findings, Action<TextWriter, Diagnostic> write)
    {
        foreach (var finding in findings.Take(MaxShown))
        {
            write(to, finding);
        }

        if (findings.Length > MaxShown)
        {
            to.WriteLine($"and {findings.Length - MaxShown} more");
        }
    }
}
