using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RulesRouter.Diagnostics;

namespace RulesRouter.Cli.Reference;

/// <summary>The catalogue of diagnostics for people and programs. schemas/diagnostics.md is the Markdown, checked by a test.</summary>
internal static class DiagnosticsPage
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Every code on a line.</summary>
    public static string List(ImmutableArray<DiagnosticCode> codes) =>
        string.Concat(codes.Select(code => $"{code}  {SeverityOf(code),-7}  {code.Title}\n"));

    public static string Plain(DiagnosticCode code)
    {
        var text = new StringBuilder($"{code} {SeverityOf(code)}: {code.Title}\n\n{code.Explanation}\n\nfix: {code.Fix}\n");
        if (code.Example is { } example)
        {
            text.Append($"\nexample: `rulesrouter {example.Command}` reports it for\n");
            foreach (var (path, content) in example.Files)
            {
                text.Append($"\n  # {path}\n{Indent(content)}");
            }
        }

        return text.ToString();
    }

    public static string Json(ImmutableArray<DiagnosticCode> codes)
    {
        var entries = codes.Select(code => new
        {
            code = code.Id,
            severity = SeverityOf(code),
            title = code.Title,
            explanation = code.Explanation,
            fix = code.Fix,
            example = code.Example is { } example
                ? new
                {
                    command = $"rulesrouter {example.Command}",
                    files = example.Files.Select(file => new { path = file.Path, content = file.Content }),
                }
                : null,
        });
        return (codes.Length == 1 ? JsonSerializer.Serialize(entries.First(), Indented) : JsonSerializer.Serialize(entries, Indented)) + "\n";
    }

    public static string Write()
    {
        var page = new StringBuilder(
            "<!-- Written by `make reference`; edit src/RulesRouter.Core/Diagnostics instead. -->\n# Diagnostics\n\n");
        page.Append("`rulesrouter explain CODE` prints one entry. Only errors prevent policies from loading.\n\n");
        page.Append("| code | severity | title |\n|---|---|---|\n");
        foreach (var code in DiagnosticCodes.All)
        {
            page.Append($"| [{code}](#{code.Id.ToLowerInvariant()}) | {SeverityOf(code)} | {code.Title} |\n");
        }

        return page.Append(string.Concat(DiagnosticCodes.All.Select(code => "\n" + Section(code)))).ToString();
    }

    public static string Section(DiagnosticCode code)
    {
        var text = new StringBuilder($"## {code}\n\n{SeverityOf(code)}: **{code.Title}**. {code.Explanation}\n\nFix: {code.Fix}.\n");
        if (code.Example is { } example)
        {
            text.Append($"\n`rulesrouter {example.Command}` reports it{(example.Files.IsEmpty ? "" : " for")}\n");
            foreach (var (path, content) in example.Files)
            {
                text.Append(
                    $"\n```{(path.EndsWith(".yaml", StringComparison.Ordinal) ? "yaml" : "json")}\n"
                    + $"# {path}\n{content.TrimEnd('\n')}\n```\n");
            }
        }

        return text.ToString();
    }

    private static string SeverityOf(DiagnosticCode code) => code.Severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "info",
    };

    private static string Indent(string content) =>
        string.Concat(content.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"  {line}\n"));
}
