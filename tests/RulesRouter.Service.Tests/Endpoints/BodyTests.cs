using System.Net;
using System.Net.Sockets;
using System.Text;
using RulesRouter.Service.Endpoints;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests.Endpoints;

public sealed class BodyTests
{
    private const string Head = "POST /v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    [Theory]
    [InlineData("ffffffffffffffffffffffffffffffff\r\n{")]
    [InlineData("7fffffffffffffff\r\n")]
    [InlineData("xyz\r\n{}\r\n")]
    [InlineData("2\r\n{}x\r\n")]
    public async Task Rejects_malformed_chunks_with_status_400(string chunks)
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await Raw(service, Head + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

        Assert.Matches("^HTTP/1.1 (400|413) ", answer);
    }

    [Fact]
    public async Task Slow_callers_take_no_slot_of_a_decision()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path, options => options with { MaxConcurrent = 2 });
        using var slow = new Connections(service.Port, 300, Head + "Content-Length: 100\r\n\r\n{");

        var answer = await service.Decide("""{ "policy": "small", "prompt": "hello" }""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Rejects_large_bodies_beyond_the_memory_for_them_and_still_reads_small_ones()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path, options => options with { MaxBodyMemory = 300_000 });
        using var open = new Connections(service.Port, 2, Head + "Content-Length: 1000000\r\n\r\n" + new string('x', 200_000));

        var large = await RunningService.Until(
            () => service.Decide($$"""{ "policy": "small", "prompt": "{{new string('x', 400_000)}}" }"""),
            answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        var small = await service.Decide("""{ "policy": "small", "prompt": "hello" }""");

        Assert.Equal(
            """{"type":"about:blank","title":"too many large requests","status":503,"detail":"the request bodies being read use all the memory for them; try again in a second"}""",
            large.Text);
        Assert.Equal(HttpStatusCode.OK, small.Status);
    }

    [Fact]
    public async Task Ends_a_body_that_arrives_too_slowly_with_status_408()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path, options => options with { MinBodyRate = 1_000_000 });

        Assert.StartsWith("HTTP/1.1 408 ", await Raw(service, Head + "Content-Length: 1000\r\n\r\n{"), StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_the_bodies_beyond_their_free_part_and_releases_them()
    {
        var memory = new BodyMemory(new ServiceOptions { PoliciesPath = "", MaxBodyMemory = 100_000 });
        long first = 0, second = 0, small = 0;

        Assert.True(memory.TryHold(ref first, 65_536 + 60_000));
        Assert.False(memory.TryHold(ref second, 65_536 + 60_000));
        Assert.True(memory.TryHold(ref small, 65_536));
        memory.Release(first);
        Assert.True(memory.TryHold(ref second, 65_536 + 60_000));
        Assert.Equal((60_000L, 60_000L, 0L), (first, second, small));
    }

    private static async Task<string> Raw(RunningService service, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = new byte[64];
        var length = await stream.ReadAsync(answer);
        return Encoding.ASCII.GetString(answer, 0, length);
    }

    /// <summary>Connections that sent the start of a request and stay open.</summary>
    private sealed class Connections : IDisposable
    {
        private readonly List<TcpClient> open = [];

        public Connections(int port, int count, string start)
        {
            for (var number = 0; number < count; number++)
            {
                var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                client.GetStream().Write(Encoding.ASCII.GetBytes(start));
                open.Add(client);
            }
        }

        public void Dispose() => open.ForEach(client => client.Dispose());
    }
}
