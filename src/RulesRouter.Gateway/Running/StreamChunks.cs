using System.Buffers;

namespace RulesRouter.Gateway.Running;

/// <summary>Reads a stream into a pooled buffer that it holds only while bytes are there: one that is silent needs none.</summary>
internal sealed class StreamChunks(Stream stream) : IAsyncDisposable
{
    private const int Bytes = 16 * 1024;

    private byte[]? buffer;

    /// <summary>The next bytes, valid until the next call; empty at the end of the stream.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Next(CancellationToken stop)
    {
        var ready = stream.ReadAsync(Memory<byte>.Empty, stop);
        if (!ready.IsCompletedSuccessfully)
        {
            Return();
        }

        await ready.ConfigureAwait(false);
        buffer ??= ArrayPool<byte>.Shared.Rent(Bytes);
        return buffer.AsMemory(0, await stream.ReadAsync(buffer, stop).ConfigureAwait(false));
    }

    public ValueTask DisposeAsync()
    {
        Return();
        return stream.DisposeAsync();
    }

    private void Return()
    {
        if (buffer is { } rented)
        {
            buffer = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
