namespace RulesRouter.Service.Recording;

/// <summary>Appends lines to one segment: all lines of a call or none.</summary>
internal sealed class SegmentWriter : IDisposable
{
    /// <summary>More than the longest usual line: a disk that has room for it has room for the next decision.</summary>
    private const int ProbeBytes = 64 * 1024;

    private readonly FileStream file;
    private readonly OpenFilePlace place;
    private readonly bool sync;

    /// <summary>The file ends within a line: the next one must start after a line end.</summary>
    private bool isTorn;

    /// <summary>Continues an existing file.</summary>
    /// <param name="sync">Lines are on the disk when <see cref="Write"/> returns.</param>
    /// <exception cref="IOException">The file cannot be opened for appending.</exception>
    public SegmentWriter(RecordSegment segment, bool sync)
    {
        Segment = segment;
        this.sync = sync;
        file = new FileStream(segment.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
        place = new OpenFilePlace(file.SafeFileHandle, file.Name);
        if (place.IsDevice)
        {
            return;
        }

        Length = file.Seek(0, SeekOrigin.End);
        isTorn = Length > 0 && LastByte() != '\n';
    }

    public RecordSegment Segment { get; }

    /// <summary>Bytes of complete writes.</summary>
    public long Length { get; private set; }

    /// <exception cref="IOException">The lines are not in the file.</exception>
    public void Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            if (isTorn)
            {
                file.Write("\n"u8);
                Length++;
                isTorn = false;
            }

            file.Write(lines);
            if (sync)
            {
                file.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            TakeBack();
            throw;
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // What the framework makes of a limit on the size of files.
            TakeBack();
            throw new IOException("the file has reached the maximum size that the system allows", exception);
        }

        Length += lines.Length;
    }

    /// <summary>Whether a line could be written, found by writing blank lines and taking them back.</summary>
    public string? Probe()
    {
        try
        {
            file.Write(Enumerable.Repeat((byte)'\n', ProbeBytes).ToArray());
            TakeBack();
            return null;
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            TakeBack();
            return exception.Message;
        }
    }

    /// <summary>What happened to the file under the running service, as the end of a sentence; null if nothing.</summary>
    public string? Damage() => place.IsDevice ? null
        : place.Change() is { } change ? change
        : IsTruncated ? $"was truncated from {Length} to {RandomAccess.GetLength(file.SafeFileHandle)} bytes"
        : Unwritable();

    /// <summary>Another process made the file shorter; a write would leave a gap.</summary>
    public bool IsTruncated => !place.IsDevice && RandomAccess.GetLength(file.SafeFileHandle) < Length;

    /// <summary>The file is gone from its folder, and its content still readable through the open file.</summary>
    public bool IsDeleted => !place.IsDevice && place.Change() == "was deleted";

    /// <summary>Writes the content of a deleted file again, under the same name.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Restore()
    {
        var copy = Segment.Path + ".restored";
        using (var into = new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Position = 0;
            file.CopyTo(into);
            into.Flush(flushToDisk: true);
        }

        File.Move(copy, Segment.Path, overwrite: false);
    }

    public void Dispose() => file.Dispose();

    private string? Unwritable()
    {
        try
        {
            using var again = File.OpenHandle(Segment.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"cannot be written: {exception.Message.TrimEnd('.')}";
        }
    }

    private int LastByte()
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }

    /// <summary>Removes what an incomplete write left; where that fails, the next write starts on a new line.</summary>
    private void TakeBack()
    {
        try
        {
            if (place.IsDevice)
            {
                return;
            }

            file.SetLength(Length);
            file.Position = Length;
        }
        catch (IOException)
        {
            Length = file.Seek(0, SeekOrigin.End);
            isTorn = true;
        }
    }
}
