using System.Collections.Immutable;

namespace RulesRouter.Suites.Proposing;

/// <summary>Lines that replace others of a file.</summary>
/// <param name="Line">The first line that is replaced, from 0; with no line removed, the one before which lines are inserted.</param>
internal sealed record TextEdit(int Line, int Removed, ImmutableArray<string> Added)
{
    private const int Context = 3;

    /// <summary>The file with all edits.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var lines = LinesOf(text).ToList();
        foreach (var edit in edits.OrderByDescending(edit => edit.Line))
        {
            lines.RemoveRange(edit.Line, edit.Removed);
            lines.InsertRange(edit.Line, edit.Added);
        }

        return string.Join('\n', lines);
    }

    /// <summary>The edits as a unified diff that <c>git apply</c> reads.</summary>
    /// <param name="path">With forward slashes.</param>
    public static string Diff(string path, string text, IEnumerable<TextEdit> edits)
    {
        var lines = LinesOf(text);
        var diff = new List<string> { $"--- a/{path}", $"+++ b/{path}" };
        var shift = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Line))
        {
            var (start, end) = (Math.Max(0, edit.Line - Context), Math.Min(lines.Length, edit.Line + edit.Removed + Context));
            diff.Add($"@@ -{start + 1},{end - start} +{start + 1 + shift},{end - start - edit.Removed + edit.Added.Length} @@");
            diff.AddRange(lines[start..edit.Line].Select(line => $" {line}"));
            diff.AddRange(lines[edit.Line..(edit.Line + edit.Removed)].Select(line => $"-{line}"));
            diff.AddRange(edit.Added.Select(line => $"+{line}"));
            diff.AddRange(lines[(edit.Line + edit.Removed)..end].Select(line => $" {line}"));
            shift += edit.Added.Length - edit.Removed;
        }

        return string.Join('\n', diff) + "\n";
    }

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
