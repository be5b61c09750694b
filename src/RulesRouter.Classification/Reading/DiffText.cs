namespace RulesRouter.Classifiers.Reading;

/// <summary>A text that is a unified diff and nothing else.</summary>
internal static class DiffText
{
    private static readonly string[] Starts =
    [
        "@@ ", "diff ", "index ", "new file", "deleted file", "similarity ", "rename ", "old mode", "new mode", "Binary ", "\\ No newline",
    ];

    public static bool Is(ReadOnlySpan<char> text)
    {
        if (!(text.StartsWith("@@ ") || text.StartsWith("diff --git ") || text.StartsWith("--- ")))
        {
            return false;
        }

        foreach (var line in text.TrimEnd().EnumerateLines())
        {
            if (!line.IsEmpty && line[0] is not (' ' or '+' or '-') && !Begins(line))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Begins(ReadOnlySpan<char> line)
    {
        foreach (var start in Starts)
        {
            if (line.StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }
}
