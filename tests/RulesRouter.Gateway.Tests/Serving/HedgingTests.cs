using System.Net;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>
/// Where the policy hedges, a slow call gets another one beside it: the first content answers, and the other call is cancelled.
/// </summary>
public sealed class HedgingTests
{
    private const string Latency = "ttftP50Ms: 20, ttftP99Ms: 60, tokensPerSecondP50: 100000, tokensPerSecondP1: 90000";

    private static readonly TimeSpan Never = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Second_call_answers_for_a_slow_one_which_is_cancelled_and_counted(bool stream)
    {
        await using var gateway = await Start("openai-chat", "anthropic-messages");
        gateway.Upstreams[0].Then(MockAnswers.After(Never, MockAnswers.Says("never")));

        var answer = await gateway.Chat(stream);

        await gateway.Upstreams[0].Calls[0].CallerLeft.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("p1/m1", answer.Headers["x-rulesrouter-endpoint"]);
        var hops = answer.Extension.GetProperty("hops").EnumerateArray().ToList();
        Assert.Contains(hops, hop => hop.GetProperty("endpoint").GetString() == "p1/m1" && !hop.TryGetProperty("cancelled", out _));

        // Also where the stream ends before the other call has.
        var cancelled = hops.Single(hop => hop.TryGetProperty("cancelled", out _));
        Assert.Equal("p0/m0", cancelled.GetProperty("endpoint").GetString());
        Assert.True(answer.Extension.GetProperty("costUsd").GetDouble() > cancelled.GetProperty("costUsd").GetDouble());
    }

    [Fact]
    public async Task Slow_call_that_answers_first_after_all_is_the_answer()
    {
        await using var gateway = await Start("openai-chat", "openai-chat");
        gateway.Upstreams[0].Then(MockAnswers.After(TimeSpan.FromMilliseconds(500), MockAnswers.Says("late enough")));
        gateway.Upstreams[1].Then(MockAnswers.After(Never, MockAnswers.Says("never")));

        var answer = await gateway.Chat(stream: true);

        Assert.Equal("p0/m0", answer.Headers["x-rulesrouter-endpoint"]);
        Assert.Single(gateway.Upstreams[1].Calls);
        await gateway.Upstreams[1].Calls[0].CallerLeft.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("""{"model":"policy/all","input":"hi","store":true}""")]
    [InlineData("""{"model":"policy/all","input":"hi","tools":[{"type":"web_search"}]}""")]
    public async Task Request_with_effects_is_never_sent_twice(string body)
    {
        await using var gateway = await Start("openai-responses", "openai-responses");
        gateway.Upstreams[0].Then(MockAnswers.After(TimeSpan.FromMilliseconds(500), MockAnswers.Says("hello")));

        var answer = await gateway.Post("/openai/v1/responses", body);

        Assert.Equal(["p0/m0"], answer.Hops);
        Assert.Empty(gateway.Upstreams[1].Calls);
    }

    /// <summary>An upstream that can answer answers, whatever the others do, and no hop is called twice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Some_healthy_upstream_answers_under_random_faults(int seed)
    {
        var random = new Random(seed);
        await using var gateway = await Start("openai-chat", "anthropic-messages", "openai-chat");
        for (var round = 0; round < 8; round++)
        {
            var drawn = gateway.Upstreams.Select(_ => random.Next(4)).ToArray();
            for (var index = 0; index < drawn.Length; index++)
            {
                var wait = TimeSpan.FromMilliseconds(random.Next(0, 200));
                gateway.Upstreams[index].Otherwise = drawn[index] switch
                {
                    0 => MockAnswers.Says("hello there"),
                    1 => MockAnswers.After(wait, MockAnswers.Says("hello late")),
                    2 => MockAnswers.After(wait, MockAnswers.Error(500, "server_error", "broken")),
                    _ => MockAnswers.After(wait, MockAnswers.Error(429, "rate_limit_error", "slow down")),
                };
            }

            var before = gateway.Upstreams.Select(upstream => upstream.Calls.Count).ToArray();
            var answer = await gateway.Chat(stream: random.Next(2) == 0);

            Assert.Equal(drawn.Any(one => one < 2), answer.Status == HttpStatusCode.OK);
            Assert.All(
                gateway.Upstreams.Select((upstream, index) => upstream.Calls.Count - before[index]),
                calls => Assert.InRange(calls, 0, 1));
        }
    }

    private static Task<RunningGateway> Start(params string[] dialects) => RunningGateway.Start(
        dialects,
        options => RunningGateway.Within(options, limits => limits with { Retries = 0 }),
        policy: $$"""
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: all }
            spec:
              rules:
                - id: default
                  select:
                    objective: ordered
                    prefer: [{{string.Join(", ", dialects.Select((_, index) => $"p{index}/m{index}"))}}]
                    fallback: { max: 8, hedgeAfter: 0.95 }
            """,
        latency: Latency);
}
