using System.Buffers;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// Divides a stream of bytes into server-sent events: lines end in LF, CRLF or CR, chunks may end anywhere, also inside a character. What
/// is incomplete waits in a pooled buffer of at most <see cref="MaxEventBytes"/>.
/// </summary>
internal sealed class SseParser(int maxEventBytes = SseParser.MaxEventBytes) : IDisposable
{
    /// <summary>One event may have this many bytes: tool calls and answers that a vendor repeats whole reach some megabytes.</summary>
    public const int MaxEventBytes = 32 * 1024 * 1024;

    private byte[] held = [];
    private int heldBytes;

    // Relative to the start of the event under way.
    private int lineStart;
    private int scanned;
    private (int Start, int Length) name;
    private (int Start, int Length) data;
    private byte[]? joined;
    private int joinedBytes;
    private bool hasData;
    private bool isAfterCarriageReturn;
    private bool isAtStart = true;

    /// <summary>An event is larger than the limit; nothing more is read.</summary>
    public bool IsOverLimit { get; private set; }

    /// <summary>Bytes that belong to no finished event.</summary>
    public ReadOnlyMemory<byte> Pending => held.AsMemory(0, heldBytes);

    /// <summary>Calls <paramref name="handle"/> with each event that the chunk completes, until it returns false.</summary>
    /// <param name="takeRun">
    /// Gets what follows an event, once for a chunk, and handles as many whole events of it as it says in bytes; null until it can.
    /// </param>
    public void Read(ReadOnlyMemory<byte> chunk, Func<SseEvent, bool> handle, Func<ReadOnlyMemory<byte>, int?>? takeRun = null)
    {
        if (IsOverLimit)
        {
            return;
        }

        var source = chunk;
        if (heldBytes > 0)
        {
            Hold(chunk.Span);
            source = held.AsMemory(0, heldBytes);
        }

        var rest = Events(source, handle, takeRun);
        if (IsOverLimit = rest.Length > maxEventBytes)
        {
            return;
        }

        if (heldBytes == 0)
        {
            Hold(rest.Span);
        }
        else
        {
            rest.CopyTo(held);
            heldBytes = rest.Length;
            if (heldBytes == 0)
            {
                Release();
            }
        }
    }

    /// <summary>At the end of the stream: an event whose blank line, or the end of whose last line, is missing.</summary>
    public bool TryLast(out SseEvent last)
    {
        var source = held.AsMemory(0, heldBytes);
        last = default;
        if (lineStart < source.Length && !IsOverLimit)
        {
            ReadLine(source.Span, source.Span[lineStart..], source.Length);
        }

        if (IsOverLimit || !hasData)
        {
            return false;
        }

        last = Finished(source);
        return true;
    }

    public void Dispose() => Release();

    private void Release()
    {
        if (held.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(held);
            held = [];
            heldBytes = 0;
        }
    }

    private ReadOnlyMemory<byte> Events(
        ReadOnlyMemory<byte> source,
        Func<SseEvent, bool> handle,
        Func<ReadOnlyMemory<byte>, int?>? takeRun)
    {
        while (true)
        {
            if (takeRun is not null && scanned == 0 && !isAtStart && !isAfterCarriageReturn && takeRun(source) is { } taken)
            {
                source = source[taken..];
                takeRun = null;
            }

            var span = source.Span;
            if (isAfterCarriageReturn && scanned < span.Length)
            {
                isAfterCarriageReturn = false;
                if (span[scanned] == (byte)'\n')
                {
                    scanned++;
                    lineStart = scanned;
                }
            }

            var offset = span[scanned..].IndexOfAny((byte)'\n', (byte)'\r');
            if (offset < 0)
            {
                scanned = span.Length;
                return source;
            }

            var end = scanned + offset;
            var line = span[lineStart..end];
            if (isAtStart)
            {
                isAtStart = false;
                line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
            }

            isAfterCarriageReturn = span[end] == (byte)'\r';
            if (isAfterCarriageReturn && end + 1 < span.Length)
            {
                isAfterCarriageReturn = false;
                scanned = span[end + 1] == (byte)'\n' ? end + 2 : end + 1;
            }
            else
            {
                scanned = end + 1;
            }

            if (line.Length > 0)
            {
                ReadLine(span, line, end);
                lineStart = scanned;
                continue;
            }

            var found = Finished(source[..scanned]);
            source = source[scanned..];
            Reset();
            if (!handle(found))
            {
                return default;
            }
        }
    }

    private void ReadLine(ReadOnlySpan<byte> source, ReadOnlySpan<byte> line, int end)
    {
        var colon = line.IndexOf((byte)':');
        if (colon == 0)
        {
            return;
        }

        var field = colon < 0 ? line : line[..colon];
        var length = colon < 0 ? 0 : line.Length - colon - 1;
        if (length > 0 && line[colon + 1] == (byte)' ')
        {
            length--;
        }

        if (field.SequenceEqual("data"u8))
        {
            if (hasData)
            {
                Join(source.Slice(data.Start, data.Length), source.Slice(end - length, length));
            }
            else
            {
                data = (end - length, length);
            }

            hasData = true;
        }
        else if (field.SequenceEqual("event"u8))
        {
            name = (end - length, length);
        }
    }

    private void Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> next)
    {
        if (joined is null)
        {
            joined = [.. first];
            joinedBytes = first.Length;
        }

        if (joinedBytes + next.Length + 1 > joined.Length)
        {
            Array.Resize(ref joined, Math.Max(joined.Length * 2, joinedBytes + next.Length + 1));
        }

        joined[joinedBytes] = (byte)'\n';
        next.CopyTo(joined.AsSpan(joinedBytes + 1));
        joinedBytes += next.Length + 1;
    }

    private SseEvent Finished(ReadOnlyMemory<byte> raw) => new(
        raw,
        raw.Slice(name.Start, name.Length),
        joined is null ? raw.Slice(data.Start, data.Length) : joined.AsMemory(0, joinedBytes));

    private void Reset()
    {
        lineStart = 0;
        scanned = 0;
        name = default;
        data = default;
        joined = null;
        joinedBytes = 0;
        hasData = false;
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (heldBytes + bytes.Length > held.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(4096, Math.Max(held.Length * 2, heldBytes + bytes.Length)));
            held.AsSpan(0, heldBytes).CopyTo(larger);
            if (held.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(held);
            }

            held = larger;
        }

        bytes.CopyTo(held.AsSpan(heldBytes));
        heldBytes += bytes.Length;
    }
}
