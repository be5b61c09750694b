using System.Buffers;

namespace RulesRouter.Classifiers.Reading;

/// <summary>Classifies a line by its first characters.</summary>
internal static class LineStarts
{
    private const int MaxNameLength = 80;
    private const string Sample = "Sample ";
    private const string Digits = "0123456789";
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._$");

    public static Signal? Of(ReadOnlySpan<char> line) => line[0] switch
    {
        '`' or '~' when line.StartsWith("```") || line.StartsWith("~~~") => Signal.Fences,
        '@' when line.StartsWith("@@ ") => Signal.DiffHunks,
        'd' when line.StartsWith("diff --git ") => Signal.DiffHunks,
        '+' => Signal.DiffAdded,
        '-' when line.Length > 1 && line[1] == ' ' => Signal.ListItems,
        '-' => Signal.DiffRemoved,
        '/' when line.StartsWith("//") => Signal.Comments,
        '#' when line.StartsWith("# ") => Signal.Comments,
        '*' when line.Length > 1 && line[1] == ' ' => Signal.ListItems,
        '>' when line.StartsWith(">>>") => Signal.InteractivePrompts,
        >= '1' and <= '9' when line.Length > 2 && line[1] is '.' or ')' && line[2] == ' ' => Signal.ListItems,
        >= 'A' and <= 'E' when line.Length > 1 && line[1] is '.' or ')' or ':' => Signal.Choices,
        'I' or 'S' when IsHeading(line, "Input") => Signal.InputHeadings,
        'O' or 'S' when IsHeading(line, "Output") => Signal.OutputHeadings,
        _ => IsTrace(line) ? Signal.TraceLines : null,
    };

    /// <summary>The word, optionally followed by a number and a colon.</summary>
    private static bool IsHeading(ReadOnlySpan<char> line, string word)
    {
        var rest = line.StartsWith(Sample) ? line[Sample.Length..] : line;
        if (!rest.StartsWith(word))
        {
            return false;
        }

        rest = rest[word.Length..].TrimStart(' ').TrimStart(Digits).TrimStart(' ');
        return rest.IsEmpty || rest[0] is ':' or '\n' or '\r';
    }

    private static bool IsTrace(ReadOnlySpan<char> line) => line[0] switch
    {
        'T' => line.StartsWith("Traceback (most recent call last)"),
        'F' => line.StartsWith("File \"") && FirstLine(line).Contains(", line ", StringComparison.Ordinal),
        'a' => line.StartsWith("at ") && FirstLine(line).IndexOfAny('(', ':') > 0,
        'E' => line.StartsWith("Exception in thread"),
        'p' => line.StartsWith("panic: "),
        'U' => line.StartsWith("Unhandled exception"),
        'C' => line.StartsWith("Caused by: "),
        _ => false,
    } || NamesError(line);

    /// <summary>"TypeError: …", "java.lang.IllegalStateException: …".</summary>
    private static bool NamesError(ReadOnlySpan<char> line)
    {
        var bounded = line[..Math.Min(line.Length, MaxNameLength)];
        var length = bounded.IndexOfAnyExcept(NameCharacters);
        var name = length < 0 ? bounded : bounded[..length];
        var rest = line[name.Length..];
        return (name.EndsWith("Error", StringComparison.Ordinal) || name.EndsWith("Exception", StringComparison.Ordinal))
            && (rest.StartsWith(": ") || rest.IsEmpty || rest[0] is '\n' or '\r');
    }

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        var bounded = text.Length > 200 ? text[..200] : text;
        var end = bounded.IndexOf('\n');
        return end < 0 ? bounded : bounded[..end];
    }
}
