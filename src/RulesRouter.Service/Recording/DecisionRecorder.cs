using System.Threading.Channels;

namespace RulesRouter.Service.Recording;

/// <summary>
/// Appends decisions to a file, each before it is answered. Once <see cref="Append"/> is done the lines are the operating system's, and
/// survive whatever happens to this process; with <see cref="ServiceOptions.SyncRecord"/> they are on the disk and survive the machine,
/// lines that wait together being flushed together.
/// </summary>
internal sealed class DecisionRecorder : IAsyncDisposable
{
    private readonly Channel<(byte[] Lines, TaskCompletionSource Written)>? waiting;
    private readonly FileStream? file;
    private readonly Task writing = Task.CompletedTask;
    private readonly Lock appending = new();

    /// <exception cref="IOException">The file cannot be opened for appending.</exception>
    public DecisionRecorder(ServiceOptions options)
    {
        if (options.RecordPath is not { } path)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var torn = EndsWithinALine(path);
        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (torn)
        {
            file.Write("\n"u8);
        }

        if (options.SyncRecord)
        {
            waiting = Channel.CreateBounded<(byte[], TaskCompletionSource)>(new BoundedChannelOptions(10_000) { SingleReader = true });
            writing = Task.Run(WriteAll);
        }
    }

    public bool IsOn => file is not null;

    /// <summary>Completes when whole lines are kept, or fails with why they are not; then none of them stands in the file.</summary>
    /// <param name="lines">Not used after the call has returned.</param>
    public ValueTask Append(ReadOnlySpan<byte> lines)
    {
        if (file is null || lines.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        if (waiting is not null)
        {
            return new ValueTask(Queue(lines.ToArray()));
        }

        lock (appending)
        {
            Write(lines);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        waiting?.Writer.TryComplete();
        await writing.ConfigureAwait(false);
        if (file is not null)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A process that was killed may have left the start of a line that nobody was answered for.</summary>
    private static bool EndsWithinALine(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var before = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (before.Length == 0)
        {
            return false;
        }

        before.Seek(-1, SeekOrigin.End);
        return before.ReadByte() != '\n';
    }

    private async Task Queue(byte[] lines)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting!.Writer.WriteAsync((lines, written)).ConfigureAwait(false);
        await written.Task.ConfigureAwait(false);
    }

    private async Task WriteAll()
    {
        var batch = new List<TaskCompletionSource>();
        using var lines = new MemoryStream();
        while (await waiting!.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            lines.SetLength(0);
            batch.Clear();
            while (batch.Count < 1_000 && waiting.Reader.TryRead(out var next))
            {
                lines.Write(next.Lines);
                batch.Add(next.Written);
            }

            Flush(lines, batch);
        }
    }

    private void Flush(MemoryStream lines, List<TaskCompletionSource> batch)
    {
        try
        {
            Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
            file!.Flush(flushToDisk: true);
            batch.ForEach(written => written.SetResult());
        }
        catch (IOException exception)
        {
            batch.ForEach(written => written.SetException(exception));
        }
    }

    /// <summary>All of it or, where the disk is full in the middle, nothing: half a line would spoil the next.</summary>
    private void Write(ReadOnlySpan<byte> lines)
    {
        var before = file!.Position;
        try
        {
            file.Write(lines);
        }
        catch (IOException)
        {
            file.SetLength(before);
            throw;
        }
    }
}
