namespace RulesRouter.Language;

/// <summary>Line ends of file contents: a revision is the same on every platform.</summary>
internal static class LineFeeds
{
    /// <summary>The bytes with every CR LF as LF; the same memory where there is none.</summary>
    public static ReadOnlyMemory<byte> Normalised(ReadOnlyMemory<byte> content)
    {
        if (content.Span.IndexOf("\r\n"u8) < 0)
        {
            return content;
        }

        var normalised = new byte[content.Length];
        var length = 0;
        var bytes = content.Span;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] != '\r' || at + 1 == bytes.Length || bytes[at + 1] != '\n')
            {
                normalised[length++] = bytes[at];
            }
        }

        return normalised.AsMemory(0, length);
    }
}
