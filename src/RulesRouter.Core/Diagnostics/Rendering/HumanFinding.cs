namespace RulesRouter.Diagnostics.Rendering;

/// <summary>A finding for people: the message, the line with a caret, and help.</summary>
internal static class HumanFinding
{
    /// <summary>Maximum length of an excerpt, in UTF-16 units.</summary>
    private const int MaxExcerpt = 200;

    public static void Write(TextWriter to, Diagnostic finding)
    {
        to.WriteLine(finding);
        if (finding.Span.Source is { } source && source.Text.Length > 0)
        {
            var (line, column) = Excerpt(source.LineAt(finding.Span.Line), finding.Span.Column - 1);
            var width = Math.Clamp(finding.Span.Length, 1, Math.Max(1, line.Length - column));
            to.WriteLine($"  {finding.Span.Line,4} | {line}");
            to.WriteLine($"       | {new string(' ', column)}{new string('^', width)}");
        }

        if (finding.Help.Length > 0)
        {
            to.WriteLine($"       = help: {finding.Help}");
        }
    }

    /// <summary>
    /// The part of a long line around a column, and the column within that part, both from 0. Characters that act on a terminal are
    /// replaced.
    /// </summary>
    private static (string Line, int Column) Excerpt(string line, int column)
    {
        var first = line.Length <= MaxExcerpt ? 0 : Math.Max(0, column - (MaxExcerpt / 2));
        var part = line.Substring(first, Math.Min(MaxExcerpt, line.Length - first));
        var shown = string.Concat(part.Select(unit => OneLine.IsUnsafe(unit) ? unit == '\t' ? ' ' : '\ufffd' : unit));
        var (before, after) = (first > 0 ? "…" : "", first + part.Length < line.Length ? "…" : "");
        return (before + shown + after, column - first + before.Length);
    }
}
