using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;

namespace RulesRouter.Suites.MergeReady;

/// <summary>
/// Counts the edits from a change under test to an acceptable version of the same files, as a reviewer who corrects it would make them.
/// </summary>
internal static class EditsToMergeReady
{
    /// <param name="tested">Contents by path, as the change under test left them; a deleted file is absent.</param>
    /// <param name="accepted">Contents by path of the acceptable version.</param>
    public static (int Lines, int Hunks) Between(
        IReadOnlyDictionary<string, string> tested,
        IReadOnlyDictionary<string, string> accepted)
    {
        var removed = new List<(string Line, int Hunk)>();
        var added = new List<(string Line, int Hunk)>();
        var hunk = 0;
        foreach (var path in tested.Keys.Union(accepted.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var diff = Differ.Instance.CreateDiffs(
                Formatted(tested.GetValueOrDefault(path)),
                Formatted(accepted.GetValueOrDefault(path)),
                ignoreWhiteSpace: false,
                ignoreCase: false,
                LineChunker.Instance);
            foreach (var block in diff.DiffBlocks)
            {
                removed.AddRange(Lines(diff.PiecesOld, block.DeleteStartA, block.DeleteCountA).Select(line => (line, hunk)));
                added.AddRange(Lines(diff.PiecesNew, block.InsertStartB, block.InsertCountB).Select(line => (line, hunk)));
                hunk++;
            }
        }

        return Count(removed, added);
    }

    /// <summary>Without the empty piece behind the last line end.</summary>
    private static IEnumerable<string> Lines(IReadOnlyList<string> pieces, int start, int count) =>
        pieces.Skip(start).Take(count).Where(line => line.Length > 0);

    /// <summary>A line that is removed in one place and added in another is moved, and no edit.</summary>
    private static (int Lines, int Hunks) Count(List<(string Line, int Hunk)> removed, List<(string Line, int Hunk)> added)
    {
        var unmatched = removed.GroupBy(line => line.Line, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new Stack<int>(group.Select(line => line.Hunk).Reverse()), StringComparer.Ordinal);
        var counted = new List<int>();
        foreach (var (line, hunk) in added)
        {
            if (unmatched.GetValueOrDefault(line) is { Count: > 0 } same)
            {
                same.Pop();
            }
            else
            {
                counted.Add(hunk);
            }
        }

        counted.AddRange(unmatched.Values.SelectMany(left => left));
        return (counted.Count, counted.Distinct().Count());
    }

    /// <summary>Lines without blanks at either end and with single blanks within; empty lines and lone brackets are formatting.</summary>
    private static string Formatted(string? content)
    {
        var text = new StringBuilder();
        foreach (var line in (content ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            var words = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (words.Any(letter => !"{}()[];,".Contains(letter, StringComparison.Ordinal)))
            {
                text.Append(words).Append('\n');
            }
        }

        return text.ToString();
    }
}
