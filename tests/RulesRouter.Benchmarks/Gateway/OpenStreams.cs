using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>Streams that have begun and do not end.</summary>
internal static class OpenStreams
{
    /// <summary>Resident bytes that a server needs for each of a number of streams.</summary>
    public static async Task<double> BytesOfEach(Contestant contestant, int streams)
    {
        var sockets = new List<Socket>();
        var before = contestant.Server.Memory;
        try
        {
            foreach (var some in Enumerable.Range(0, streams).Chunk(50))
            {
                sockets.AddRange(await Task.WhenAll(some.Select(_ => Open(contestant))));
            }

            return (contestant.Server.Memory - before) / (double)streams;
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    /// <summary>
    /// Milliseconds from the moment at which a client closes its connection, in the middle of a stream, until the upstream notices that its
    /// own caller has left.
    /// </summary>
    /// <param name="upstreamPort">Of the upstream that serves the contestant.</param>
    public static async Task<Spread> MillisecondsUntilCancelled(Contestant contestant, int upstreamPort, int streams)
    {
        using var upstream = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{upstreamPort}") };
        var times = new List<double>();
        for (var stream = 0; stream < streams; stream++)
        {
            var before = await Left(upstream);
            var socket = await Open(contestant);
            var closed = Stopwatch.GetTimestamp();
            socket.Dispose();
            var until = DateTime.UtcNow.AddSeconds(30);
            var after = await Left(upstream);
            while (after.Count == before.Count)
            {
                after = DateTime.UtcNow < until ? await Left(upstream) : throw new TimeoutException("the upstream is not cancelled");
            }

            times.Add(Stopwatch.GetElapsedTime(closed, after.Last).TotalMilliseconds);
        }

        return Spread.Of(times);
    }

    private static async Task<(long Count, long Last)> Left(HttpClient upstream)
    {
        var text = await upstream.GetStringAsync(new Uri(UpstreamHost.LeftPath, UriKind.Relative));
        var parts = text.Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>With two tokens read.</summary>
    private static async Task<Socket> Open(Contestant contestant)
    {
        var body = Contestant.Body(isStream: true, stalls: true);
        var head = $"POST {contestant.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{contestant.Headers}";
        var request = Encoding.UTF8.GetBytes($"{head}Content-Length: {body.Length}\r\n\r\n{body}");
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, contestant.Server.Port);
        await socket.SendAsync(request);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (buffer, read) = (new byte[8 * 1024], 0);
        while (buffer.AsSpan(0, read).IndexOf(" word"u8) is var first
            && (first < 0 || buffer.AsSpan(first + 5, read - first - 5).IndexOf(" word"u8) < 0))
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(read), timeout.Token);
            read += more > 0 ? more : throw new IOException("the server closed a stream");
        }

        return socket;
    }
}
