using System.Collections.Immutable;
using RulesRouter.Diagnostics;

namespace RulesRouter.Language.Rendering;

/// <summary>Prints diagnostics. Human and GitHub formats are capped and state how many more there are.</summary>
public static class DiagnosticRenderer
{
    private const int MaxShown = 100;

    /// <summary>Maximum length of an excerpt, in UTF-16 units.</summary>
    private const int MaxExcerpt = 200;

    public static void Write(TextWriter to, ImmutableArray<Diagnostic> diagnostics, DiagnosticFormat format)
    {
        switch (format)
        {
            case DiagnosticFormat.Json:
                JsonDiagnostics.Write(to, diagnostics);
                break;
            case DiagnosticFormat.Sarif:
                SarifLog.Write(to, diagnostics);
                break;
            case DiagnosticFormat.Github:
                WriteAll(to, diagnostics, WriteGithub);
                break;
            default:
                WriteAll(to, diagnostics, WriteHuman);
                break;
        }
    }

    private static void WriteAll(TextWriter to, ImmutableArray<Diagnostic> diagnostics, Action<TextWriter, Diagnostic> write)
    {
        foreach (var diagnostic in diagnostics.Take(MaxShown))
        {
            write(to, diagnostic);
        }

        if (diagnostics.Length > MaxShown)
        {
            to.WriteLine($"and {diagnostics.Length - MaxShown} more");
        }
    }

    private static void WriteHuman(TextWriter to, Diagnostic diagnostic)
    {
        to.WriteLine(diagnostic);
        if (diagnostic.Span.Source is { } source && source.Text.Length > 0)
        {
            var (line, column) = Excerpt(source.LineAt(diagnostic.Span.Line), diagnostic.Span.Column - 1);
            var width = Math.Clamp(diagnostic.Span.Length, 1, Math.Max(1, line.Length - column));
            to.WriteLine($"  {diagnostic.Span.Line,4} | {line}");
            to.WriteLine($"       | {new string(' ', column)}{new string('^', width)}");
        }

        if (diagnostic.Help.Length > 0)
        {
            to.WriteLine($"       = help: {diagnostic.Help}");
        }
    }

    /// <summary>The part of a long line around a column, and the column within that part, both from 0. Characters that act on a terminal are replaced.</summary>
    private static (string Line, int Column) Excerpt(string line, int column)
    {
        var first = line.Length <= MaxExcerpt ? 0 : Math.Max(0, column - (MaxExcerpt / 2));
        var part = line.Substring(first, Math.Min(MaxExcerpt, line.Length - first));
        var shown = string.Concat(part.Select(unit => OneLine.IsUnsafe(unit) ? unit == '\t' ? ' ' : '\ufffd' : unit));
        var (before, after) = (first > 0 ? "…" : "", first + part.Length < line.Length ? "…" : "");
        return (before + shown + after, column - first + before.Length);
    }

    private static void WriteGithub(TextWriter to, Diagnostic diagnostic)
    {
        var level = diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
        var place = diagnostic.Span.Source is null ? "" : $"file={Property(diagnostic.Span.Path)},line={diagnostic.Span.Line},col={diagnostic.Span.Column},";
        var help = diagnostic.Help.Length > 0 ? $"\n{diagnostic.Help}" : "";
        to.WriteLine($"::{level} {place}title={Property($"{diagnostic.Code} {diagnostic.Code.Title}")}::{Data(diagnostic.Message + help)}");
    }

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
