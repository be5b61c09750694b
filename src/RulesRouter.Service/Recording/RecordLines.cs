using System.Buffers;

namespace RulesRouter.Service.Recording;

/// <summary>Reads the complete lines of a record from a place on.</summary>
internal static class RecordLines
{
    private const int BlockBytes = 1 << 18;

    /// <summary>
    /// Every line, without its end, and the place after it. An incomplete last line, which a crash may leave, is not read. The memory of a
    /// line is valid until the next one is asked for.
    /// </summary>
    /// <param name="from">If no line ends there, its segment is read from its start.</param>
    /// <param name="damaged">
    /// Receives what is wrong with a compressed segment, whose remaining lines are left out; null: that is an error.
    /// </param>
    /// <exception cref="IOException">A segment cannot be read.</exception>
    public static IEnumerable<(ReadOnlyMemory<byte> Line, RecordPosition After)> Read(
        RecordLayout layout,
        RecordPosition from,
        Action<string>? damaged = null)
    {
        foreach (var segment in layout.Segments().Where(segment => segment.Number >= from.Segment))
        {
            var offset = segment.Number == from.Segment && EndsALine(segment, from.Offset) ? from.Offset : 0;
            foreach (var line in Read(segment, offset, damaged))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Line, RecordPosition After)> Read(
        RecordSegment segment,
        long from,
        Action<string>? damaged)
    {
        using var stream = segment.Open();
        Skip(stream, from);
        var buffer = new byte[BlockBytes];
        var (held, offset) = (0, from);
        while (true)
        {
            if (held == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = Fill(stream, buffer.AsSpan(held), segment, damaged);
            if (read == 0)
            {
                yield break;
            }

            var (start, searched) = (0, held);
            held += read;
            for (int end; (end = buffer.AsSpan(searched, held - searched).IndexOf((byte)'\n')) >= 0; searched = start)
            {
                var line = buffer.AsMemory(start, searched + end - start);
                start = searched + end + 1;
                offset += line.Length + 1;
                yield return (line, new RecordPosition(segment.Number, offset));
            }

            buffer.AsSpan(start, held - start).CopyTo(buffer);
            held -= start;
        }
    }

    /// <summary>0 at the end, and where the segment is damaged.</summary>
    private static int Fill(Stream stream, Span<byte> buffer, RecordSegment segment, Action<string>? damaged)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            var problem = $"`{segment.Path}` is damaged, and its remaining lines cannot be read: {exception.Message.TrimEnd('.')}";
            if (damaged is null)
            {
                throw new IOException(problem, exception);
            }

            damaged(problem);
            return 0;
        }
    }

    /// <summary>Whether the offset is the start, or follows a line end: the file may have been replaced.</summary>
    private static bool EndsALine(RecordSegment segment, long offset)
    {
        if (offset == 0)
        {
            return true;
        }

        try
        {
            using var stream = segment.Open();
            return Skip(stream, offset - 1) && stream.ReadByte() == '\n';
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>False if the stream has fewer bytes.</summary>
    private static bool Skip(Stream stream, long bytes)
    {
        if (stream.CanSeek)
        {
            stream.Seek(bytes, SeekOrigin.Begin);
            return bytes <= stream.Length;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (bytes > 0 && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes)) is > 0 and var read)
            {
                bytes -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return bytes == 0;
    }
}
