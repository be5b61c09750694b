using System.Collections.Immutable;

namespace RulesRouter.Suites.Proposing;

/// <summary>Lines that replace others of a file.</summary>
/// <param name="Line">The first line that is replaced, from 0; with no line removed, the one before which lines are inserted.</param>
internal sealed record TextEdit(int Line, int Removed, ImmutableArray<string> Added)
{
    private const int Context = 3;

    /// <summary>The line behind those that are replaced.</summary>
    private int End => Line + Removed;

    /// <summary>The file with all edits; those of one place in the given order.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var lines = LinesOf(text).ToList();
        foreach (var edit in edits.OrderBy(edit => edit.Line).Reverse())
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
        foreach (var hunk in Hunks([.. edits.OrderBy(edit => edit.Line)]))
        {
            var (start, end) = (Math.Max(0, hunk[0].Line - Context), Math.Min(lines.Length, hunk[^1].End + Context));
            var (removed, added) = (hunk.Sum(edit => edit.Removed), hunk.Sum(edit => edit.Added.Length));
            diff.Add($"@@ -{start + 1},{end - start} +{start + 1 + shift},{end - start - removed + added} @@");
            var at = start;
            foreach (var edit in hunk)
            {
                diff.AddRange(lines[at..edit.Line].Select(line => $" {line}"));
                diff.AddRange(lines[edit.Line..edit.End].Select(line => $"-{line}"));
                diff.AddRange(edit.Added.Select(line => $"+{line}"));
                at = edit.End;
            }

            diff.AddRange(lines[at..end].Select(line => $" {line}"));
            shift += added - removed;
        }

        return string.Join('\n', diff) + "\n";
    }

    /// <summary>Edits whose context would meet are one hunk.</summary>
    private static List<List<TextEdit>> Hunks(ImmutableArray<TextEdit> edits)
    {
        var hunks = new List<List<TextEdit>>();
        foreach (var edit in edits)
        {
            if (hunks.Count > 0 && edit.Line - hunks[^1][^1].End <= 2 * Context)
            {
                hunks[^1].Add(edit);
            }
            else
            {
                hunks.Add([edit]);
            }
        }

        return hunks;
    }

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
