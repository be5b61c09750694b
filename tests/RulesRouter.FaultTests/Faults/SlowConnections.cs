using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RulesRouter.FaultTests.Faults;

/// <summary>Connections that send nothing, a part of the headers, or a body bit by bit.</summary>
internal sealed class SlowConnections : IDisposable
{
    private static readonly byte[][] Starts =
    [
        [],
        "POST /v1/decisions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-t"u8.ToArray(),
        Encoding.ASCII.GetBytes("POST /v1/decisions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{ \"a"),
    ];

    private readonly List<Socket> sockets = [];

    /// <summary>Connections that were opened.</summary>
    public int Count => sockets.Count;

    public static async Task<SlowConnections> Open(int port, int count)
    {
        var slow = new SlowConnections();
        for (var number = 0; number < count; number++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            slow.sockets.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await socket.SendAsync(Starts[number % Starts.Length]);
        }

        return slow;
    }

    /// <summary>One more byte of each that has begun.</summary>
    public void SendABit()
    {
        for (var number = 0; number < sockets.Count; number++)
        {
            try
            {
                if (Starts[number % Starts.Length].Length > 0)
                {
                    sockets[number].Send("a"u8);
                }
            }
            catch (SocketException)
            {
                // The service gave this caller up.
            }
        }
    }

    public void Dispose() => sockets.ForEach(socket => socket.Dispose());
}
