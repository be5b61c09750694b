using System.Buffers;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Recording;

/// <summary>
/// Appends every decision and outcome to the record before it is acknowledged. After <see cref="Append(ReadOnlyMemory{byte})"/> the
/// operating system has the lines, so they survive a killed process; with <see cref="ServiceOptions.SyncRecord"/> they are on the disk and
/// survive a power failure.
/// A single line is written at once, unless other work waits: then with the lines of requests that come before it. Lines that arrive during
/// a write are written together after it, and lines that no request waits for with the next ones.
/// </summary>
internal sealed class DecisionRecorder : IThreadPoolWorkItem, IAsyncDisposable
{
    private const int MaxPooled = 1024 * 1024;

    /// <summary>Batches that one request writes, including its own.</summary>
    private const int MaxRounds = 4;

    /// <summary>How long lines that no request waits for may wait for others.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(100);

    private readonly RecordWriter? record;
    private readonly Lock inUse = new();
    private readonly bool sync;
    private readonly Lock filling = new();
    private readonly Timer late;

    private ArrayBufferWriter<byte> waiting = new();
    private ArrayBufferWriter<byte> spare = new();
    private TaskCompletionSource written = NewBatch();
    private Task writing = Task.CompletedTask;
    private bool isWriting;
    private bool isLate;
    private bool isClosed;
    private volatile string? problem;
    private bool isDisposed;

    /// <exception cref="IOException">The record cannot be opened for appending, or another process writes it.</exception>
    public DecisionRecorder(ServiceOptions options, TimeProvider clock)
    {
        late = new Timer(static recorder => ((DecisionRecorder)recorder!).WriteLate(), this, Timeout.Infinite, Timeout.Infinite);
        if (options.RecordPath is { } path)
        {
            Layout = new RecordLayout(path);
            record = new RecordWriter(Layout, options, clock);
            sync = options.SyncRecord;
        }
    }

    public bool IsOn => record is not null;

    /// <summary>The files of the record; null without one.</summary>
    public RecordLayout? Layout { get; }

    /// <summary>Work waits, such as other requests: a write that is queued behind it has their lines too.</summary>
    private static bool OthersWait => ThreadPool.PendingWorkItemCount > 0;

    /// <summary>Why decisions cannot be recorded, and so are not made; null while they can.</summary>
    public string? Problem => problem;

    /// <summary>Lines that wait for the next write.</summary>
    public int WaitingBytes
    {
        get
        {
            lock (filling)
            {
                return waiting.WrittenCount;
            }
        }
    }

    /// <summary>Identity of the record, and the place after its last line; null without one.</summary>
    public (string Id, RecordPosition End)? Extent()
    {
        if (record is null)
        {
            return null;
        }

        lock (inUse)
        {
            return (record.Id, record.Position);
        }
    }

    /// <summary>Looks whether the record's files are in place, and repairs what can be repaired.</summary>
    /// <returns>What happened and what was done; null if nothing happened.</returns>
    public string? Check()
    {
        if (record is null)
        {
            return null;
        }

        lock (inUse)
        {
            if (isDisposed)
            {
                return null;
            }

            var happened = record.Check();
            problem = record.Problem;
            return happened;
        }
    }

    /// <summary>Completes when the lines are stored, or fails with the reason; then none of them is in the file.</summary>
    /// <param name="lines">Not used after the call returns.</param>
    public ValueTask Append(ReadOnlyMemory<byte> lines) => Append([lines]);

    /// <summary>The same for lines in several parts.</summary>
    public ValueTask Append(IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        if (record is null)
        {
            return ValueTask.CompletedTask;
        }

        lock (filling)
        {
            var before = waiting.WrittenCount;
            foreach (var lines in parts)
            {
                waiting.Write(lines.Span);
            }

            if (waiting.WrittenCount == before)
            {
                return ValueTask.CompletedTask;
            }

            if (isWriting)
            {
                return new ValueTask(written.Task);
            }

            isWriting = true;
            if (OthersWait)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return new ValueTask(written.Task);
            }
        }

        return WriteWaiting() is { } failure ? ValueTask.FromException(failure) : ValueTask.CompletedTask;
    }

    /// <summary>
    /// Adds lines to the next write, at the latest 100 ms from now; a process that is killed before loses them, and so does a write that
    /// fails.
    /// </summary>
    public void AppendLater(ReadOnlySpan<byte> lines)
    {
        lock (filling)
        {
            if (record is null || isClosed)
            {
                return;
            }

            waiting.Write(lines);
            if (!isWriting && !isLate)
            {
                isLate = true;
                late.Change(MaxWait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void WriteLate()
    {
        lock (filling)
        {
            isLate = false;
            if (isWriting || waiting.WrittenCount == 0)
            {
                return;
            }

            isWriting = true;
        }

        WriteWaiting();
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
        for (var round = 1; more && failure is null && !sync && round < MaxRounds && !OthersWait; round++)
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
            isClosed = true;
        }

        await late.DisposeAsync().ConfigureAwait(false);
        WriteLate();
        lock (filling)
        {
            last = waiting.WrittenCount > 0 ? written.Task : writing;
        }

        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (inUse)
        {
            isDisposed = true;
            record?.Dispose();
        }
    }

    private static TaskCompletionSource NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Write(ReadOnlySpan<byte> lines)
    {
        lock (inUse)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            try
            {
                record!.Write(lines);
            }
            finally
            {
                problem = record!.Problem;
            }
        }
    }
}
