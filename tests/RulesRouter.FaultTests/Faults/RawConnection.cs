using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RulesRouter.FaultTests.Faults;

/// <summary>Sends bytes that no client library would send, and reads the status of the answer. One request a connection.</summary>
internal sealed class RawConnection(int port) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private TcpClient? client;

    /// <summary>0 if the connection was closed without an answer; the answer is read to its end.</summary>
    public async Task<int> Send(HostileRequest request)
    {
        client?.Dispose();
        client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(request.Bytes, limit.Token);

            // The service must not wait for what never comes.
            client.Client.Shutdown(SocketShutdown.Send);
            return await StatusOf(stream, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return 0;
        }
    }

    public void Dispose() => client?.Dispose();

    private static async Task<int> StatusOf(NetworkStream stream, CancellationToken stop)
    {
        var (buffer, read) = (new byte[16 * 1024], 0);
        var status = 0;
        for (int count; (count = await stream.ReadAsync(buffer.AsMemory(read), stop)) > 0;)
        {
            read += count;
            if (status == 0 && read >= 12)
            {
                var start = Encoding.ASCII.GetString(buffer, 0, 12);
                var isHttp = start.StartsWith("HTTP/1.", StringComparison.Ordinal);
                status = isHttp && int.TryParse(start.AsSpan(9, 3), out var found) ? found : -1;
            }

            read = status == 0 ? read : 0;
        }

        return status;
    }
}
