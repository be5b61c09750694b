using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Running;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Tests.Running;

/// <summary>Two calls at once, whatever the order in which they start, claim the answer and end.</summary>
public sealed class HopCallsTests
{
    private const double WorstCase = 0.25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Call_that_starts_after_another_has_claimed_the_answer_is_cancelled_at_once()
    {
        await using var calls = await Two.Start(MockAnswers.Stalls("first second", 2), MockAnswers.Stalls("first second", 0));

        calls.Hops.Start(0, Nothing);
        await calls.UntilClaimed();
        calls.Hops.Start(1, Nothing);
        var (result, report, _) = await calls.Hops.NextEnded(() => { }).WaitAsync(Patience);

        Assert.IsType<HopResult.Abandoned>(result);
        Assert.Equal((1, true, WorstCase), (report.Hop, report.IsCancelled, report.CostUsd));
    }

    [Fact]
    public async Task Call_that_claims_too_late_counts_at_its_worst_case()
    {
        await using var calls = await Two.Start(MockAnswers.Stalls("first second", 2), MockAnswers.Stalls("first second", 2));

        calls.Hops.Start(0, Nothing);
        await calls.UntilClaimed();
        calls.Hops.Start(1, Nothing);
        var (result, report, _) = await calls.Hops.NextEnded(() => { }).WaitAsync(Patience);

        Assert.IsType<HopResult.Abandoned>(result);
        Assert.Equal((1, true, WorstCase), (report.Hop, report.IsCancelled, report.CostUsd));
    }

    [Fact]
    public async Task Calls_that_are_ended_are_reported_each()
    {
        await using var calls = await Two.Start(MockAnswers.Stalls("first second", 0), MockAnswers.Stalls("first second", 0));

        calls.Hops.Start(0, Nothing);
        calls.Hops.Start(1, Nothing);
        var reports = await calls.Hops.Supersede().WaitAsync(Patience);

        Assert.Equal([(0, true, WorstCase), (1, true, WorstCase)], reports.Select(one => (one.Hop, one.IsCancelled, one.CostUsd ?? -1)));
        Assert.True(calls.Hops.AreNone);
    }

    private static ReadOnlyMemory<byte> Nothing(CallReport answering, HopCall made) => "{}"u8.ToArray();

    private sealed class Two(
        ImmutableArray<MockUpstream> upstreams,
        HopCalls hops,
        ClientResponse response,
        HttpContext context,
        UpstreamClients clients) : IAsyncDisposable
    {
        public ImmutableArray<MockUpstream> Upstreams { get; } = upstreams;

        public HopCalls Hops { get; } = hops;

        public static async Task<Two> Start(params Func<HttpContext, UpstreamCall, Task>[] answers)
        {
            var upstreams = await Task.WhenAll(answers.Select(_ => MockUpstream.Start()));
            for (var index = 0; index < answers.Length; index++)
            {
                upstreams[index].Otherwise = answers[index];
            }

            var body = Encoding.UTF8.GetBytes("""{"model":"m","stream":true,"messages":[{"role":"user","content":"hi"}]}""");
            var call = new ClientCall(
                ApiDialect.OpenaiChat,
                CallKind.Answer,
                ClientRequest.Read(body, ApiDialect.OpenaiChat),
                body,
                [],
                "",
                "decision",
                DateTimeOffset.UnixEpoch);
            var plan = new ChainPlan(
                [
                    .. upstreams.Select((upstream, index) =>
                        new ChainHop(Endpoint(index, upstream), [FailureClass.Timeout], WorstCase, null, null)),
                ],
                double.PositiveInfinity,
                null,
                true,
                new ChainLimits());
            var context = new DefaultHttpContext();
            var response = new ClientResponse(context, ApiDialect.OpenaiChat, isStream: true, "decision", plan.Limits, TimeProvider.System);
            var clients = new UpstreamClients(TimeSpan.FromSeconds(5));
            var hops = new HopCalls(call, plan, response, clients, UpstreamCredentials.None, ErrorTable.Default, TimeProvider.System);
            return new Two([.. upstreams], hops, response, context, clients);
        }

        /// <summary>The first content has gone to the client.</summary>
        public async Task UntilClaimed()
        {
            var until = DateTime.UtcNow + Patience;
            while (response.UntilKeepAlive is not null || !context.Response.Headers.ContainsKey(ClientResponse.EndpointHeader))
            {
                Assert.True(DateTime.UtcNow < until, "no call has claimed the answer");
                await Task.Yield();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Hops.Supersede();
            response.Dispose();
            clients.Dispose();
            foreach (var upstream in Upstreams)
            {
                await upstream.DisposeAsync();
            }
        }

        private static Catalog.Endpoint Endpoint(int index, MockUpstream upstream) => new()
        {
            Id = EndpointId.Parse($"p{index}/m"),
            Provider = new Provider($"p{index}", $"p{index}", [], $"p{index}", ComplianceFacts.Unknown)
            {
                Api = new ProviderApi([ApiDialect.OpenaiChat], new Uri(upstream.BaseUrl), ApiAuthentication.None, null),
            },
            Model = new Model("m", "m", null, null, []),
            FailureDomain = $"p{index}",
        };
    }
}
