using System.Threading.Channels;

namespace RulesRouter.Service.Recording;

/// <summary>Appends decisions to a file. A decision is answered only after its line is on disk; lines that wait together are flushed together.</summary>
internal sealed class DecisionRecorder : IAsyncDisposable
{
    private readonly Channel<(ReadOnlyMemory<byte> Line, TaskCompletionSource Written)> waiting =
        Channel.CreateBounded<(ReadOnlyMemory<byte>, TaskCompletionSource)>(new BoundedChannelOptions(10_000) { SingleReader = true });

    private readonly FileStream? file;
    private readonly Task writing;

    /// <exception cref="IOException">The file cannot be opened for appending.</exception>
    public DecisionRecorder(ServiceOptions options)
    {
        if (options.RecordPath is { } path)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var torn = EndsWithinALine(path);
            file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            if (torn)
            {
                file.Write("\n"u8);
            }
        }

        writing = file is null ? Task.CompletedTask : Task.Run(() => WriteAll(file));
    }

    public bool IsOn => file is not null;

    /// <summary>Completes when the line is on disk, or fails with why it is not.</summary>
    public async Task Append(ReadOnlyMemory<byte> line)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((line, written)).ConfigureAwait(false);
        await written.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
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

    private async Task WriteAll(FileStream to)
    {
        var batch = new List<TaskCompletionSource>();
        using var lines = new MemoryStream();
        while (await waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            lines.SetLength(0);
            batch.Clear();
            while (batch.Count < 1_000 && waiting.Reader.TryRead(out var next))
            {
                lines.Write(next.Line.Span);
                batch.Add(next.Written);
            }

            Flush(to, lines, batch);
        }
    }

    private static void Flush(FileStream to, MemoryStream lines, List<TaskCompletionSource> batch)
    {
        try
        {
            to.Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
            to.Flush(flushToDisk: true);
            batch.ForEach(written => written.SetResult());
        }
        catch (IOException exception)
        {
            batch.ForEach(written => written.SetException(exception));
        }
    }
}
