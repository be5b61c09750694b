namespace RulesRouter.Verification.Replaying;

/// <summary>Whole lines of a log, processed together.</summary>
/// <param name="Index">From 0, in the order of the log.</param>
/// <param name="FirstLine">The number of its first line, from 1.</param>
internal sealed record LogBlock(int Index, long FirstLine, byte[] Bytes, int Length);

/// <summary>Splits a log into blocks at line ends, reading it once.</summary>
internal static class LogBlocks
{
    private const int BlockBytes = 1 << 20;
    private const int MaxLineBytes = 32 << 20;

    /// <exception cref="InvalidDataException">A line is longer than 32 MiB.</exception>
    public static IEnumerable<LogBlock> Read(Stream log)
    {
        var (index, line) = (0, 1L);
        var buffer = new byte[BlockBytes];
        var held = 0;
        while (true)
        {
            var read = log.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
            held += read;
            if (held == 0)
            {
                yield break;
            }

            var isLast = held < buffer.Length;
            var end = isLast ? held : buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
            if (end == 0)
            {
                buffer = Longer(buffer, line);
                continue;
            }

            yield return new LogBlock(index++, line, buffer, end);
            if (isLast)
            {
                yield break;
            }

            line += buffer.AsSpan(0, end).Count((byte)'\n');
            var next = new byte[Math.Max(BlockBytes, held - end)];
            buffer.AsSpan(end, held - end).CopyTo(next);
            (buffer, held) = (next, held - end);
        }
    }

    private static byte[] Longer(byte[] buffer, long line)
    {
        if (buffer.Length >= MaxLineBytes)
        {
            throw new InvalidDataException($"line {line} is longer than {MaxLineBytes >> 20} MiB");
        }

        var longer = new byte[buffer.Length * 2];
        buffer.CopyTo(longer, 0);
        return longer;
    }
}
