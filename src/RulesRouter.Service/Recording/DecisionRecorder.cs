using System.Buffers;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Recording;

/// <summary>
/// Appends every decision to a file before it is sent. After <see cref="Append"/> the operating system has the lines, so they survive a
/// killed process; with <see cref="ServiceOptions.SyncRecord"/> they are on the disk and survive a power failure. A single line is written
/// at once; lines that arrive during a write are written together after it.
/// </summary>
internal sealed class DecisionRecorder : IThreadPoolWorkItem, IAsyncDisposable
{
    private const int MaxPooled = 1024 * 1024;

    /// <summary>Batches that one request writes, including its own.</summary>
    private const int MaxRounds = 4;

    private readonly FileStream? file;
    private readonly bool sync;
    private readonly Lock filling = new();

    private ArrayBufferWriter<byte> waiting = new();
    private ArrayBufferWriter<byte> spare = new();
    private TaskCompletionSource written = NewBatch();
    private Task writing = Task.CompletedTask;
    private bool isWriting;

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

    /// <summary>Completes when the lines are stored, or fails with the reason; then none of them is in the file.</summary>
    /// <param name="lines">Not used after the call returns.</param>
    public ValueTask Append(ReadOnlySpan<byte> lines)
    {
        if (file is null || lines.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        lock (filling)
        {
            waiting.Write(lines);
            if (isWriting)
            {
                return new ValueTask(written.Task);
            }

            isWriting = true;
        }

        return WriteWaiting() is { } failure ? ValueTask.FromException(failure) : ValueTask.CompletedTask;
    }

    void IThreadPoolWorkItem.Execute() => WriteWaiting();

    /// <summary>
    /// Also writes lines that arrive meanwhile, unless every write waits for the disk; after some rounds the rest is queued behind waiting
    /// requests.
    /// </summary>
    /// <returns>Why the first lines could not be stored.</returns>
    private Exception? WriteWaiting()
    {
        var (failure, more) = WriteBatch();
        for (var round = 1; more && failure is null && !sync && round < MaxRounds; round++)
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
            // Of any kind: the waiting requests get it, and the next line is tried again.
            failure = exception;
        }

        lock (filling)
        {
            spare = lines.Capacity > MaxPooled ? new ArrayBufferWriter<byte>() : lines;
            spare.ResetWrittenCount();
            more = isWriting = waiting.WrittenCount > 0;
        }

        if (failure is null)
        {
            batch.SetResult();
        }
        else
        {
            batch.SetException(failure);

            // The request that wrote gets the failure as the return value and observes no task.
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

    /// <summary>A killed process may have left an incomplete line, whose decision was not sent.</summary>
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

    /// <summary>Writes all lines or none: an incomplete line would corrupt the next.</summary>
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
