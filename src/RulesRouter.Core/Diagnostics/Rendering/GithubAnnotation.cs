
namespace RulesRouter.Diagnostics.Rendering;

/// <summary>A finding as an annotation of GitHub Actions: a workflow command whose properties and message are escaped.</summary>
internal static class GithubAnnotation
{
    public static void Write(TextWriter to, Diagnostic finding)
    {
        var place = finding.Span.Source is null
            ? ""
            : $"file={Property(finding.Span.Path)},line={finding.Span.Line},col={finding.Span.Column},";
        var help = finding.Help.Length > 0 ? $"\n{finding.Help}" : "";
        to.WriteLine(
            $"::{Level(finding.Severity)} {place}title={Property($"{finding.Code} {finding.Code.Title}")}::{Data(finding.Message + help)}");
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "notice",
    };

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
