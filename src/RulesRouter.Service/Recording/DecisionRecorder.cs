using System.Buffers;

namespace RulesRouter.Service.Recording;

/// <summary>
/// Appends decisions to a file, each before it is answered. Once <see cref="Append"/> is done the lines are the operating system's, and
/// survive whatever happens to this process; with <see cref="ServiceOptions.SyncRecord"/> they are on the disk and survive the machine.
/// Who comes alone writes at once; lines that come while others are being written are written together after them.
/// </summary>
internal sealed class DecisionRecorder : IThreadPoolWorkItem, IAsyncDisposable
{
    private const int MostKept = 1024 * 1024;

    /// <summary>Batches that one request writes, its own among them.</summary>
    private const int MostRounds = 4;

    private readonly FileStream? file;
    private readonly bool sync;
    private readonly Lock filling = new();

    private ArrayBufferWriter<byte> waiting = new();
    private ArrayBufferWriter<byte> spare = new();
    private TaskCompletionSource written = NewBatch();
    private Task writing = Task.CompletedTask;
    private bool isUnderWay;

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
        sync = options.SyncRecord;
        if (torn)
        {
            file.Write("\n"u8);
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

        lock (filling)
        {
            waiting.Write(lines);
            if (isUnderWay)
            {
                return new ValueTask(written.Task);
            }

            isUnderWay = true;
        }

        return WriteWaiting() is { } failure ? ValueTask.FromException(failure) : ValueTask.CompletedTask;
    }

    void IThreadPoolWorkItem.Execute() => WriteWaiting();

    /// <summary>What comes meanwhile is written at once as well, unless each time means the disk; when it goes on coming, it takes its turn behind the requests that are ready to go on.</summary>
    /// <returns>Why the first lines could not be kept.</returns>
    private Exception? WriteWaiting()
    {
        var (failure, more) = WriteBatch();
        for (var round = 1; more && failure is null && !sync && round < MostRounds; round++)
        {
            (_, more) = WriteBatch();
        }

        if (more)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return failure;
    }

    private (Exception? Failure, bool More) WriteBatch()
    {
        ArrayBufferWriter<byte> lines;
        TaskCompletionSource batch;
        lock (filling)
        {
            (lines, waiting) = (waiting, spare);
            (batch, written) = (written, NewBatch());
            writing = batch.Task;
        }

        Exception? failure = null;
        bool more;
        try
        {
            Write(lines.WrittenSpan);
        }
        catch (Exception exception)
        {
            // Whatever it is: those who wait are told, and the next line is tried again.
            failure = exception;
        }

        lock (filling)
        {
            spare = lines.Capacity > MostKept ? new ArrayBufferWriter<byte>() : lines;
            spare.ResetWrittenCount();
            more = isUnderWay = waiting.WrittenCount > 0;
        }

        if (failure is null)
        {
            batch.SetResult();
        }
        else
        {
            batch.SetException(failure);

            // Who wrote at once is told by what is returned, and asks no task.
            _ = batch.Task.Exception;
        }

        return (failure, more);
    }

    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (filling)
        {
            last = waiting.WrittenCount > 0 ? written.Task : writing;
        }

        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (file is not null)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    /// <summary>All of it or, where the disk is full in the middle, nothing: half a line would spoil the next.</summary>
    private void Write(ReadOnlySpan<byte> lines)
    {
        var before = file!.Position;
        try
        {
            file.Write(lines);
            if (sync)
            {
                file.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            file.SetLength(before);
            throw;
        }
    }
}
