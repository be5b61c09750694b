using System.Buffers.Text;
using System.Net.Sockets;

namespace RulesRouter.Service.Rehearsing;

/// <summary>One connection on which requests are sent one after the other; what comes back is not read for its content.</summary>
internal sealed class RehearsedCaller : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] answer = new byte[64 * 1024];

    private RehearsedCaller()
    {
    }

    /// <exception cref="SocketException">Nothing listens there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The path is too long for a socket.</exception>
    public static async Task<RehearsedCaller> Of(string path, CancellationToken stop)
    {
        var target = new UnixDomainSocketEndPoint(path);
        var caller = new RehearsedCaller();
        try
        {
            await caller.socket.ConnectAsync(target, stop).ConfigureAwait(false);
            return caller;
        }
        catch
        {
            caller.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request, and waits until its whole answer has come.</summary>
    /// <param name="isApart">Whether the body is sent a moment after the head, as many clients do: the service then waits for it.</param>
    /// <returns>Whether it is 200.</returns>
    /// <exception cref="IOException">The connection was closed, or the answer is longer than any that was expected.</exception>
    public async Task<bool> Call(RehearsedRequest request, bool isApart, CancellationToken stop)
    {
        await socket.SendAsync(isApart ? request.Head : [.. request.Head, .. request.Body], stop).ConfigureAwait(false);
        if (isApart && request.Body.Length > 0)
        {
            await Task.Delay(1, stop).ConfigureAwait(false);
            await socket.SendAsync(request.Body, stop).ConfigureAwait(false);
        }

        for (var length = 0; !IsWhole(answer.AsSpan(0, length));)
        {
            var read = length == answer.Length ? 0 : await socket.ReceiveAsync(answer.AsMemory(length), stop).ConfigureAwait(false);
            length = read > 0 ? length + read : throw new IOException("the answer has no end");
        }

        return answer.AsSpan().StartsWith("HTTP/1.1 200 "u8);
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        }

        return Utf8Parser.TryParse(answer[(at + 16)..], out int expected, out _) && answer.Length >= head + 4 + expected;
    }
}
