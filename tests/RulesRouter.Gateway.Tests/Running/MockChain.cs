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

/// <summary>A chain of one hop for each mock upstream, to be carried out without a service.</summary>
internal sealed class MockChain(ImmutableArray<MockUpstream> upstreams) : IAsyncDisposable
{
    /// <summary>US dollars of each call.</summary>
    public const double WorstCase = 0.25;

    public ImmutableArray<MockUpstream> Upstreams { get; } = upstreams;

    public UpstreamClients Clients { get; } = new(TimeSpan.FromSeconds(5));

    public static async Task<MockChain> Start(params Func<HttpContext, UpstreamCall, Task>[] answers)
    {
        var upstreams = await Task.WhenAll(answers.Select(_ => MockUpstream.Start()));
        for (var index = 0; index < answers.Length; index++)
        {
            upstreams[index].Otherwise = answers[index];
        }

        return new MockChain([.. upstreams]);
    }

    public ChainPlan Plan(TimeSpan? hedgeAfter = null) => new(
        [
            .. Upstreams.Select((upstream, index) =>
                new ChainHop(Endpoint(index, upstream), [.. FailureClasses.Availability], WorstCase, null, null)
                {
                    HedgeAfter = hedgeAfter,
                }),
        ],
        double.PositiveInfinity,
        null,
        true,
        new ChainLimits { Retries = 0 });

    public static ClientCall Call(bool isStream)
    {
        var stream = isStream ? ",\"stream\":true" : "";
        var body = Encoding.UTF8.GetBytes($$"""{"model":"m"{{stream}},"messages":[{"role":"user","content":"hi"}]}""");
        return new ClientCall(
            ApiDialect.OpenaiChat,
            CallKind.Answer,
            ClientRequest.Read(body, ApiDialect.OpenaiChat),
            body,
            [],
            "",
            "decision",
            DateTimeOffset.UnixEpoch);
    }

    public static ClientResponse Response(HttpContext context, ClientCall call, ChainPlan plan) =>
        new(context, call.Dialect, call.IsStream, call.DecisionId, plan.Limits, TimeProvider.System);

    public HopCalls Calls(ClientCall call, ChainPlan plan, ClientResponse response) =>
        new(call, plan, response, Clients, UpstreamCredentials.None, ErrorTable.Default, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
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
