using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RulesRouter.Client.Decisions;
using RulesRouter.Client.Outcomes;
using RulesRouter.Gateway.Tests;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.Requests;

namespace RulesRouter.Client.Tests.Http;

/// <summary>Decisions and outcomes of a real service over HTTP.</summary>
public sealed class HttpDecisionTests
{
    [Fact]
    public async Task Decision_of_a_service_is_typed()
    {
        await using var service = await RunningGateway.Start("openai-chat", "anthropic-messages");
        await using var client = Client(service.Client.BaseAddress!);

        var decision = await client.Decisions.DecideAsync(new DecisionQuery
        {
            Policy = "all",
            Messages = [new RequestMessage("user", "hi")],
            Needs = new RequestNeeds { Tools = true },
            Attempts = [new FailedAttempt("p0/m0", FailureClass.RateLimited)],
            Explain = true,
        });

        Assert.Equal(DecisionOutcome.Routed, decision.Outcome);
        Assert.Equal("p1/m1", decision.Chosen!.Endpoint);
        Assert.Equal("wire-1", decision.Chosen.WireModel);
        Assert.NotNull(decision.DecisionId);
        Assert.Contains(decision.Trace!.Rules, rule => rule.Rule == "all/default");
    }

    [Fact]
    public async Task Errors_of_a_request_are_listed()
    {
        await using var service = await RunningGateway.Start("openai-chat");
        await using var client = Client(service.Client.BaseAddress!);

        var invalid = await Assert.ThrowsAsync<RequestRejectedException>(() => client.Decisions.DecideAsync(
            new DecisionQuery { Policy = "all", Prompt = "hi", MaxOutputTokens = 0, Callable = ["unheard-of"] }));
        var unknown = await Assert.ThrowsAsync<RequestRejectedException>(() =>
            client.Decisions.DecideAsync(new DecisionQuery { Policy = "none", Prompt = "hi" }));

        Assert.Equal(HttpStatusCode.BadRequest, invalid.Status);
        Assert.Contains(invalid.Errors, error => error.Pointer == "/maxOutputTokens");
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Fact]
    public async Task Outcome_of_a_decision_is_stored()
    {
        var store = Directory.CreateTempSubdirectory("rulesrouter-outcomes-").FullName;
        await using var service = await RunningGateway.Start(
            ["openai-chat"],
            options => options with { OutcomesPath = Path.Combine(store, "outcomes.sqlite"), RecordPath = Path.Combine(store, "record") });
        await using var client = Client(service.Client.BaseAddress!);
        var decision = await client.Decisions.DecideAsync(new DecisionQuery { Policy = "all", Prompt = "hi" });

        await client.Decisions.ReportAsync(
        [
            new Outcome { DecisionId = decision.DecisionId!, Verdict = Verdict.Right, Source = VerdictSource.Tests, LatencyMs = 120 },
        ]);
        var rejected = await Assert.ThrowsAsync<RequestRejectedException>(() => client.Decisions.ReportAsync(
        [
            new Outcome { DecisionId = decision.DecisionId!, Hop = 7, Verdict = Verdict.Right, Source = VerdictSource.Tests },
        ]));

        Assert.Equal(HttpStatusCode.BadRequest, rejected.Status);
    }

    [Fact]
    public async Task Service_that_is_busy_is_asked_again()
    {
        await using var busy = await MockUpstream.Start();
        await using var service = await RunningGateway.Start("openai-chat");
        await using var direct = Client(service.Client.BaseAddress!);
        busy.Then(MockAnswers.Fails(503, "{}"));
        busy.Otherwise = async (context, call) =>
        {
            using var response = await service.Client.PostAsync(new Uri("/v1/decisions", UriKind.Relative), new ByteArrayContent(call.Body)
            {
                Headers = { { "content-type", "application/json" } },
            });
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(await response.Content.ReadAsStringAsync());
        };
        await using var client = Client(new Uri(busy.BaseUrl[..^3]), key: "secret");

        var decision = await client.Decisions.DecideAsync(new DecisionQuery { Policy = "all", Prompt = "hi" });

        Assert.Equal("p0/m0", decision.Chosen!.Endpoint);
        Assert.Equal(["Bearer secret", "Bearer secret"], busy.Calls.Select(call => call.Headers["authorization"]));
    }

    [Fact]
    public async Task Each_call_has_a_client_so_that_connections_follow_the_services_address()
    {
        await using var service = await RunningGateway.Start("openai-chat");
        var factory = new CountingFactory(service.Client.BaseAddress!);
        var services = new ServiceCollection();
        services.AddRulesRouter(options => options.Service = service.Client.BaseAddress);
        services.AddSingleton<IHttpClientFactory>(factory);
        await using var client = new RegisteredClient(services.BuildServiceProvider());

        await client.Decisions.DecideAsync(new DecisionQuery { Policy = "all", Prompt = "hi" });
        await client.Decisions.DecideAsync(new DecisionQuery { Policy = "all", Prompt = "hi" });

        Assert.Equal(2, factory.Created);
    }

    [Fact]
    public void Registration_without_a_service_is_rejected() => Assert.StartsWith(
        "`Service` is required: the URL of the decision service",
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddRulesRouter(_ => { })).Message,
        StringComparison.Ordinal);

    private static RegisteredClient Client(Uri service, string? key = null) => new(new ServiceCollection()
        .AddRulesRouter(options => (options.Service, options.Key, options.Timeout) = (service, key, TimeSpan.FromMinutes(1))).Services
        .BuildServiceProvider());

    private sealed class CountingFactory(Uri service) : IHttpClientFactory
    {
        public int Created { get; private set; }

        public HttpClient CreateClient(string name)
        {
            Created++;
            return new HttpClient { BaseAddress = service };
        }
    }

    private sealed class RegisteredClient(ServiceProvider services) : IAsyncDisposable
    {
        public IDecisionClient Decisions { get; } = services.GetRequiredService<IDecisionClient>();

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}
