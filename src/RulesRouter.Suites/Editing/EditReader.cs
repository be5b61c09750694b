using System.Collections.Immutable;
using System.Text;

namespace RulesRouter.Suites.Editing;

/// <summary>Reads the files that an answer in one of the line formats writes. Diffs are applied by git instead.</summary>
internal static class EditReader
{
    private const string FileMark = "FILE:";
    private const string SearchMark = "<<<<<<< SEARCH";
    private const string Divider = "=======";
    private const string ReplaceMark = ">>>>>>> REPLACE";

    /// <param name="contentOf">The content of a file of the work tree; null if there is none.</param>
    public static ReadEdits WholeFiles(string answer, Func<string, string?> contentOf)
    {
        var lines = Lines(answer);
        var edits = ImmutableArray.CreateBuilder<Edit>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (PathOf(lines[at]) is not { } path)
            {
                continue;
            }

            var open = NextText(lines, at + 1);
            if (open == lines.Length || FenceOf(lines[open]) is not { } fence)
            {
                return ReadEdits.Broken($"`{path}` has no fenced block");
            }

            var close = Array.FindIndex(lines, open + 1, line => line.TrimEnd() == fence);
            if (close < 0)
            {
                return ReadEdits.Broken($"the block of `{path}` is not closed");
            }

            edits.Add(new Edit(path, Ended(lines[(open + 1)..close], contentOf(path))));
            at = close;
        }

        return edits.Count == 0 ? ReadEdits.Broken("the answer has no line `FILE: path`") : new ReadEdits(edits.ToImmutable(), null);
    }

    /// <param name="contentOf">The content of a file of the work tree; null if there is none.</param>
    public static ReadEdits SearchReplace(string answer, Func<string, string?> contentOf)
    {
        var lines = Lines(answer);
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        string? path = null;
        for (var at = 0; at < lines.Length; at++)
        {
            path = PathOf(lines[at]) ?? path;
            if (lines[at].TrimEnd() != SearchMark)
            {
                continue;
            }

            if (path is null)
            {
                return ReadEdits.Broken("a block comes before the first line `FILE: path`");
            }

            var divider = Array.FindIndex(lines, at + 1, line => line.TrimEnd() == Divider);
            var end = divider < 0 ? -1 : Array.FindIndex(lines, divider + 1, line => line.TrimEnd() == ReplaceMark);
            if (end < 0)
            {
                return ReadEdits.Broken($"a block of `{path}` is not closed");
            }

            var current = contents.GetValueOrDefault(path) ?? contentOf(path);
            var (search, replace) = (lines[(at + 1)..divider], lines[(divider + 1)..end]);
            if (Replaced(path, current, search, replace, out var problem) is not { } changed)
            {
                return ReadEdits.Broken(problem!);
            }

            contents[path] = changed;
            at = end;
        }

        return contents.Count == 0
            ? ReadEdits.Broken("the answer has no search/replace block")
            : new ReadEdits([.. contents.Select(pair => new Edit(pair.Key, pair.Value))], null);
    }

    /// <summary>The diff in an answer: the first fenced block that holds one, else from its first line on; null if there is none.</summary>
    public static string? Diff(string answer)
    {
        var lines = Lines(answer);
        for (var at = 0; at < lines.Length; at++)
        {
            if (FenceOf(lines[at]) is { } fence && Array.FindIndex(lines, at + 1, line => line.TrimEnd() == fence) is var close and > 0)
            {
                if (Array.Exists(lines[at..close], IsDiffStart))
                {
                    return string.Join('\n', lines[(at + 1)..close]) + "\n";
                }

                at = close;
            }
        }

        var start = Array.FindIndex(lines, IsDiffStart);
        return start < 0 ? null : string.Join('\n', lines[start..]).TrimEnd() + "\n";
    }

    private static bool IsDiffStart(string line) => line.StartsWith("--- ", StringComparison.Ordinal);

    private static string? Replaced(string path, string? current, string[] search, string[] replace, out string? problem)
    {
        problem = null;
        if (search.Length == 0)
        {
            problem = current is null ? null : $"the file `{path}` exists; an empty SEARCH makes a new file";
            return current is null ? Ended(replace, null) : null;
        }

        if (current is null)
        {
            problem = $"there is no file `{path}`";
            return null;
        }

        var newline = current.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var file = Lines(current);
        var places = Enumerable.Range(0, Math.Max(0, file.Length - search.Length + 1))
            .Where(start => search.AsSpan().SequenceEqual(file.AsSpan(start, search.Length)))
            .Take(2)
            .ToList();
        if (places.Count != 1)
        {
            problem = $"the lines of a SEARCH {(places.Count == 0 ? "do not occur" : "occur more than once")} in `{path}`";
            return null;
        }

        return string.Join(newline, [.. file[..places[0]], .. replace, .. file[(places[0] + search.Length)..]]);
    }

    /// <summary>Lines joined with the line ends that the file had.</summary>
    private static string Ended(string[] lines, string? before)
    {
        var newline = before?.Contains("\r\n", StringComparison.Ordinal) == true ? "\r\n" : "\n";
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line).Append(newline);
        }

        return text.ToString();
    }

    private static string? PathOf(string line)
    {
        var text = line.Trim().Trim('#', '*', '`').Trim();
        return text.StartsWith(FileMark, StringComparison.Ordinal) && text[FileMark.Length..].Trim().Trim('`', '*') is { Length: > 0 } path
            ? path
            : null;
    }

    private static string? FenceOf(string line)
    {
        var text = line.TrimEnd();
        var length = text.TakeWhile(letter => letter == '`').Count();
        return length >= 3 && !text.AsSpan(length).Contains('`') ? new string('`', length) : null;
    }

    private static int NextText(string[] lines, int from)
    {
        while (from < lines.Length && lines[from].Trim().Length == 0)
        {
            from++;
        }

        return from;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
