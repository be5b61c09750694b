namespace RulesRouter.Language.Formatting;

/// <summary>Scalars introduced by <c>|</c> or <c>&gt;</c>: their end, and their lines at another indentation.</summary>
internal static class BlockScalar
{
    /// <param name="start">Of the <c>|</c> or <c>&gt;</c>.</param>
    /// <returns>The offset after the last line of the scalar that is not blank.</returns>
    public static int EndOf(string text, int start)
    {
        var end = LineEnd(text, start);
        var parent = IndentOf(text[LineStart(text, start)..]);
        var least = -1;
        for (var at = end + 1; at < text.Length; at = LineEnd(text, at) + 1)
        {
            var line = text[at..LineEnd(text, at)];
            if (line.Trim().Length == 0)
            {
                continue;
            }

            least = least < 0 ? Math.Max(1, IndentOf(line)) : least;
            if (IndentOf(line) < least || (parent == 0 && IndentOf(line) == 0))
            {
                break;
            }

            end = at + line.Length;
        }

        return end;
    }

    /// <summary>The header and, each on a line, what follows it, indented by <paramref name="indent"/>.</summary>
    public static IEnumerable<string> Lines(string raw, int indent)
    {
        var lines = raw.ReplaceLineEndings("\n").Split('\n');
        var header = lines[0].TrimEnd();
        var hasIndicator = header.TakeWhile(unit => unit is not ('#' or ' ')).Any(char.IsAsciiDigit);
        var first = Array.FindIndex(lines, 1, line => line.Trim().Length > 0);
        var from = first < 0 ? 0 : IndentOf(lines[first]);
        if (hasIndicator)
        {
            // The scalar may itself start with blanks; only the indicator states how many of them are indentation.
            var blanks = lines.Skip(1).Where(line => line.Trim().Length > 0).Select(IndentOf).DefaultIfEmpty(0).Min();
            from = Math.Min(from, blanks);
            header = string.Concat(header.Select(unit => char.IsAsciiDigit(unit) ? '2' : unit));
        }

        yield return header;
        foreach (var line in lines.Skip(1))
        {
            yield return line.Trim().Length == 0 ? "" : new string(' ', indent) + line[Math.Min(from, line.Length)..].TrimEnd('\r');
        }
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is var found && found < 0 ? text.Length : found;
}
