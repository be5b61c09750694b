using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>Streams pass as they arrive, as fast as the client reads, and end when the client leaves.</summary>
public sealed class StreamingTests
{
    [Fact]
    public async Task First_part_arrives_before_the_upstream_sends_the_second()
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        gateway.Upstreams[0].Then(MockAnswers.Stalls("early late", 2));
        using var request = RunningGateway.Request(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        while (!line!.Contains("early", StringComparison.Ordinal))
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }

        Assert.Contains("early", line, StringComparison.Ordinal);
    }

    /// <summary>Before the first content and after it. How soon, <c>make bench-gateway</c> measures.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Upstream_is_cancelled_when_the_client_leaves(int events)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        gateway.Upstreams[0].Then(MockAnswers.Stalls("first second", events));
        using var request = RunningGateway.Request(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","stream":true,"messages":[{"role":"user","content":"hi"}]}""");
        using var leaving = new CancellationTokenSource();
        var sent = gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
        await Until(() => gateway.Upstreams[0].Calls.Count == 1);
        if (events > 1)
        {
            _ = (await (await sent).Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null, leaving.Token);
        }

        Assert.False(gateway.Upstreams[0].Calls[0].CallerLeft.IsCompleted);
        await leaving.CancelAsync();
        await gateway.Upstreams[0].Calls[0].CallerLeft.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Client_that_does_not_read_slows_the_upstream_down()
    {
        var sent = 0;
        await using var gateway = await RunningGateway.Start("openai-chat");
        gateway.Upstreams[0].Then(MockAnswers.Endless(count => Volatile.Write(ref sent, count)));
        using var request = RunningGateway.Request(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var before = -1;
        await Until(() =>
        {
            var now = Volatile.Read(ref sent);
            var isStill = now == before && now > 0;
            before = now;
            return isStill;
        });

        // 4 KB each: the buffers of two connections hold some MB, and nothing else does.
        Assert.InRange(before, 1, 10_000);
    }

    [Fact]
    public async Task Bytes_of_a_stream_in_the_clients_dialect_are_the_upstreams()
    {
        await using var gateway = await RunningGateway.Start("anthropic-messages");

        var answer = await gateway.Messages(stream: true);

        var expected = string.Concat(MockAnswers.Stream("/v1/messages", "hello there"));
        var ours = answer.Body.IndexOf(",\"rulesrouter\":", StringComparison.Ordinal);
        Assert.Equal(expected[..ours], answer.Body[..ours]);
        Assert.Equal("}\n\n", expected[ours..]);
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (holds())
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("it does not come to hold");
    }
}
