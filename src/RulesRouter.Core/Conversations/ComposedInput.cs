namespace RulesRouter.Conversations;

/// <summary>Finds what the user wrote in a text that a client composes around it.</summary>
internal static class ComposedInput
{
    /// <summary>The text after a heading, where a text begins as the client's does (the extension of Codex).</summary>
    private static readonly (string Start, string Heading)[] Headed =
    [
        ("# Context from my IDE setup:", "## My request for Codex:"),
        ("# Files mentioned by the user:", "## My request for Codex:"),
    ];

    /// <summary>The block at the end, where a text begins as the client's does (Cline, Roo Code).</summary>
    private static readonly (string Start, string Tag)[] Tagged =
    [
        ("[attempt_completion] Result:", "feedback"),
        ("[attempt_completion for", "feedback"),
        ("[TASK RESUMPTION]", "user_message"),
    ];

    /// <summary>What a client appends to the words of the user (Aider).</summary>
    private static readonly string[] Appendices = ["\n# *SEARCH/REPLACE block* Rules:", "\n# File editing rules:"];

    /// <summary>The text itself if no client composed it.</summary>
    public static string Inner(string text)
    {
        foreach (var (start, heading) in Headed)
        {
            if (text.StartsWith(start, StringComparison.Ordinal) && text.IndexOf(heading, StringComparison.Ordinal) is var at and >= 0)
            {
                return text[(at + heading.Length)..];
            }
        }

        foreach (var (start, tag) in Tagged)
        {
            if (text.StartsWith(start, StringComparison.Ordinal) && Block(text, tag) is { } block)
            {
                return block;
            }
        }

        foreach (var appendix in Appendices)
        {
            if (text.IndexOf(appendix, StringComparison.Ordinal) is var at and > 0)
            {
                return text[..at];
            }
        }

        return text;
    }

    private static string? Block(string text, string tag)
    {
        var open = text.LastIndexOf($"<{tag}>", StringComparison.Ordinal);
        var close = text.LastIndexOf($"</{tag}>", StringComparison.Ordinal);
        return open >= 0 && close > open ? text[(open + tag.Length + 2)..close] : null;
    }
}
