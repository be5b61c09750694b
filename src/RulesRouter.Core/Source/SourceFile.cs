namespace RulesRouter.Source;

/// <summary>A file's contents, which convert offsets to lines and columns.</summary>
public sealed class SourceFile
{
    private readonly int[] lineStarts;

    /// <param name="path">As diagnostics print it: relative, with forward slashes.</param>
    internal SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        lineStarts = FindLineStarts(text);
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>Line and column of an offset, both counted from 1, columns in UTF-16 units.</summary>
    internal (int Line, int Column) PositionOf(int offset)
    {
        var clamped = Math.Clamp(offset, 0, Text.Length);
        var found = Array.BinarySearch(lineStarts, clamped);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, clamped - lineStarts[line] + 1);
    }

    /// <summary>The offset of a line and column counted from 1; outside positions are clamped.</summary>
    internal int OffsetOf(int line, int column)
    {
        var index = Math.Clamp(line - 1, 0, lineStarts.Length - 1);
        return Math.Clamp(lineStarts[index] + Math.Max(0, column - 1), 0, Text.Length);
    }

    /// <summary>A line (counted from 1) without its line break.</summary>
    internal string LineAt(int line)
    {
        var start = lineStarts[Math.Clamp(line - 1, 0, lineStarts.Length - 1)];
        var end = Text.AsSpan(start).IndexOfAny('\r', '\n');
        return end < 0 ? Text[start..] : Text.Substring(start, end);
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n')
            {
                starts.Add(index + 1);
            }
        }

        return [.. starts];
    }
}
