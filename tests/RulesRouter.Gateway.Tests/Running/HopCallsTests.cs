using Microsoft.AspNetCore.Http;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Running;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Running;

/// <summary>Two calls at once, whatever the order in which they start, claim the answer and end.</summary>
public sealed class HopCallsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DefaultHttpContext context = new();

    /// <summary>A vendor rejects more than its model gives, which may be little.</summary>
    [Theory]
    [InlineData(null, 4096)]
    [InlineData(64_000, 64_000)]
    public async Task Upstream_that_requires_a_maximum_gets_that_of_the_endpoint_or_4096(int? maximum, int sent)
    {
        await using var chain = await MockChain.Start(MockAnswers.Says("hi"));
        var (call, plan) = (MockChain.Call(isStream: false), chain.Plan());
        var hop = plan.Hops[0];
        var provider = hop.Endpoint.Provider;
        provider = provider with { Api = provider.Api! with { Dialects = [ApiDialect.AnthropicMessages] } };
        plan = plan with
        {
            Hops =
            [
                hop with
                {
                    Endpoint = hop.Endpoint with { Provider = provider, MaxOutputTokens = maximum },
                    LongestOutput = maximum ?? 90_000,
                },
            ],
        };
        using var response = MockChain.Response(context, call, plan);
        var calls = chain.Calls(call, plan, response);

        calls.Start(0, Nothing);
        await calls.NextEnded(() => { }).WaitAsync(Patience);

        Assert.Equal(sent, chain.Upstreams[0].Calls.Single().Json.GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Call_that_starts_after_another_has_claimed_the_answer_is_cancelled(int events)
    {
        await using var chain = await MockChain.Start(MockAnswers.Stalls("first second", 2), MockAnswers.Stalls("first second", events));
        var (call, plan) = (MockChain.Call(isStream: true), chain.Plan());
        using var response = MockChain.Response(context, call, plan);
        var calls = chain.Calls(call, plan, response);

        calls.Start(0, Nothing);
        await UntilAnswered();
        calls.Start(1, Nothing);
        if (events > 0)
        {
            // It has content, claims the answer too late, and ends before any other one ends it.
            await UntilCalled(chain.Upstreams[1]);
            await chain.Upstreams[1].Calls[0].CallerLeft.WaitAsync(Patience);
        }

        var (result, report, _) = await calls.NextEnded(() => { }).WaitAsync(Patience);

        Assert.IsType<HopResult.Abandoned>(result);
        Assert.Equal((1, true, MockChain.WorstCase), (report.Hop, report.IsCancelled, report.CostUsd));
        await calls.Supersede();
    }

    [Fact]
    public async Task Calls_that_are_ended_are_reported_each()
    {
        await using var chain = await MockChain.Start(MockAnswers.Stalls("first second", 0), MockAnswers.Stalls("first second", 0));
        var (call, plan) = (MockChain.Call(isStream: true), chain.Plan());
        using var response = MockChain.Response(context, call, plan);
        var calls = chain.Calls(call, plan, response);

        calls.Start(0, Nothing);
        calls.Start(1, Nothing);
        var reports = await calls.Supersede().WaitAsync(Patience);

        Assert.Equal(
            [(0, true, MockChain.WorstCase), (1, true, MockChain.WorstCase)],
            reports.Select(one => (one.Hop, one.IsCancelled, one.CostUsd ?? -1)));
        Assert.True(calls.AreNone);
    }

    private static ReadOnlyMemory<byte> Nothing(CallReport answering, HopCall made) => "{}"u8.ToArray();

    /// <summary>The client has the headers of an answer.</summary>
    private async Task UntilAnswered()
    {
        var until = DateTime.UtcNow + Patience;
        while (!context.Response.Headers.ContainsKey(ClientResponse.EndpointHeader))
        {
            Assert.True(DateTime.UtcNow < until, "no call answers");
            await Task.Delay(10);
        }
    }

    private static async Task UntilCalled(MockUpstream upstream)
    {
        var until = DateTime.UtcNow + Patience;
        while (upstream.Calls.Count == 0)
        {
            Assert.True(DateTime.UtcNow < until, "the upstream is not called");
            await Task.Delay(10);
        }
    }
}
