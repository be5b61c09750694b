using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RulesRouter.Benchmarks.Http;

/// <summary>
/// Keeps a number of connections busy, one request at a time on each, over plain sockets: its own cost is small and the same for every
/// server. Reads responses by <c>Content-Length</c> or to the last chunk, and stops at any status but 200.
/// </summary>
internal sealed class LoadGenerator : IDisposable
{
    private readonly ImmutableArray<byte[]> requests;
    private readonly Connection[] connections;

    /// <param name="headers">Further lines of the head, each with its line break.</param>
    public LoadGenerator(int port, string path, IEnumerable<string> bodies, int connections, string headers = "")
    {
        requests =
        [
            .. bodies.Select(
                body => Encoding.UTF8.GetBytes(
                    $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}")),
        ];
        this.connections = [.. Enumerable.Range(0, connections).Select(_ => new Connection(port))];
    }

    /// <summary>Latencies in milliseconds of all requests within a time.</summary>
    public async Task<List<double>> Run(TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(
            connections.Select((connection, number) => Task.Run(() => connection.Run(requests, number * 37, until))));
        return [.. all.SelectMany(latencies => latencies)];
    }

    public void Dispose()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private byte[] buffer = new byte[64 * 1024];

        public Connection(int port) => socket.Connect(IPAddress.Loopback, port);

        public void Dispose() => socket.Dispose();

        public async Task<List<double>> Run(ImmutableArray<byte[]> requests, int first, long until)
        {
            var latencies = new List<double>();
            for (var next = first; Stopwatch.GetTimestamp() < until; next++)
            {
                var start = Stopwatch.GetTimestamp();
                await socket.SendAsync(requests[next % requests.Length]);
                await ReadAnswer();
                latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return latencies;
        }

        private async Task ReadAnswer()
        {
            var length = 0;
            while (!IsWhole(length))
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var read = await socket.ReceiveAsync(buffer.AsMemory(length));
                length = read > 0 ? length + read : throw new IOException("the server closed the connection");
            }
        }

        private bool IsWhole(int length)
        {
            var answer = buffer.AsSpan(0, length);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                return false;
            }

            if (!answer.StartsWith("HTTP/1.1 200"u8))
            {
                throw new IOException(Encoding.UTF8.GetString(answer));
            }

            var at = answer[..head].IndexOf("ontent-Length: "u8);
            at = at >= 0 ? at : answer[..head].IndexOf("ontent-length: "u8);
            if (at < 0)
            {
                return answer.EndsWith("\r\n0\r\n\r\n"u8);
            }

            return System.Buffers.Text.Utf8Parser.TryParse(answer[(at + 15)..], out int expected, out _) && length >= head + 4 + expected;
        }
    }
}
