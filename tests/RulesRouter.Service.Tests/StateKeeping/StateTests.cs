using System.Net;
using System.Text;
using RulesRouter.State.Tests;

namespace RulesRouter.Service.Tests.StateKeeping;

public sealed class StateTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          budgets: [{ id: day, limitUsd: 0.01, window: day }]
          rules: [{ id: default, select: { objective: latency } }]
        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: {}, b: {} }
          models: { m: {}, n: {} }
          endpoints:
            a/m: { model: m, contextTokens: 10000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 1, output: 1 }] }, latency: [{ evidence: { source: here }, ttftP50Ms: 553, ttftP99Ms: 900, tokensPerSecondP50: 100, tokensPerSecondP1: 50 }] }
            b/n: { model: n, contextTokens: 10000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 1, output: 1 }] }, latency: [{ evidence: { source: here }, ttftP50Ms: 2000, ttftP99Ms: 3000, tokensPerSecondP50: 100, tokensPerSecondP1: 50 }] }
        """;

    private const string Request = """{ "policy": "p", "task": "chat", "estimate": { "inputTokens": 1000, "outputTokens": 100 } }""";

    private readonly string folder = Directory.CreateTempSubdirectory("service").FullName;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), Policy);
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), Catalog);
        service = await Start();
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Decisions_reserve_outcomes_settle_and_a_restart_forgets_nothing()
    {
        var first = await service.Decide(Request);
        Assert.Equal("""[{"id":"p/day","unit":"usd","limit":0.01,"share":0,"remaining":0.01,"reserved":0.004,"until":"2026-09-02T00:00:00Z"}]""", Budgets(first));
        Assert.Equal(0.4, Share(await service.Decide(Request)));
        var third = await service.Decide(Request);
        Assert.Equal(0.8, Share(third));
        Assert.Single(third.Chain);

        Assert.Equal("budget-exhausted", (await service.Decide(Request)).Json.GetProperty("denial").GetProperty("code").GetString());
        await Report(first, verdict: "right", more: ",\"costUsd\":0.0011");
        Assert.Equal(0.71, Share(await service.Decide(Request)), 6);

        await service.DisposeAsync();
        service = await Start();
        Assert.Equal(1, Share(await service.Decide(Request)), 6);
    }

    [Fact]
    public async Task Forty_timeouts_of_nine_seconds_rank_an_endpoint_behind()
    {
        await Raise();
        Assert.Equal(["a/m", "b/n"], (await service.Decide(Request)).Chain);
        var decisions = new List<RunningService.Answer>();
        for (var call = 0; call < 40; call++)
        {
            decisions.Add(await service.Decide(Request));
        }

        foreach (var decided in decisions)
        {
            await Report(decided, verdict: "unanswered", more: ",\"latencyMs\":9000");
        }

        var states = (await service.Get("/v1/endpoint-states")).Json;
        Assert.Equal("a/m", states.GetProperty("excluded")[0].GetProperty("endpoint").GetString());
        Assert.InRange(states.GetProperty("measured")[0].GetProperty("ttftP50Ms").GetDouble(), 9_000, 9_500);

        // Put back in by a person, it is measured, and last.
        await Put("""{ "endpoint": "a/m", "state": "up" }""");
        var decision = await service.Decide(Request);
        Assert.Equal(["b/n", "a/m"], decision.Chain);
    }

    [Fact]
    public async Task Failures_open_the_circuit_of_an_endpoint()
    {
        await Raise();
        for (var call = 0; call < 10; call++)
        {
            await Report(await service.Decide(Request), verdict: "unanswered");
        }

        var decision = await service.Decide(Request.Replace("\"policy\"", "\"explain\": true, \"policy\"", StringComparison.Ordinal));
        Assert.Equal(["b/n"], decision.Chain);
        Assert.Equal(
            "circuit open until 2026-09-01T20:00:30Z: too many calls failed",
            decision.Json.GetProperty("trace").GetProperty("excluded")[0].GetProperty("found").GetString());
    }

    [Fact]
    public async Task A_person_takes_a_provider_out()
    {
        var answer = await Put("""{ "endpoint": "a", "state": "down", "until": "2026-09-01T21:00:00Z", "reason": "maintenance" }""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            "taken out until 2026-09-01T21:00:00Z: maintenance",
            answer.Json.GetProperty("excluded")[0].GetProperty("reason").GetString());
        Assert.Equal(["b/n"], (await service.Decide(Request)).Chain);
        await Put("""{ "endpoint": "a", "state": "up" }""");
        Assert.Equal(["a/m", "b/n"], (await service.Decide(Request)).Chain);
    }

    [Theory]
    [InlineData("""{ "endpoint": "a/n", "state": "down" }""", "/endpoint", "the catalog has no endpoint or provider `a/n`; did you mean `a/m`?")]
    [InlineData("""{ "endpoint": "a/m", "state": "down", "until": "2026-09-01T19:00:00Z" }""", "/until", "must be in the future")]
    [InlineData("""{ "endpoint": "a/m" }""", "/state", "is missing")]
    public async Task Reports_what_is_wrong_with_a_state(string body, string pointer, string message)
    {
        var answer = await Put(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var error = answer.Json.GetProperty("errors")[0];
        Assert.Equal((pointer, message), (error.GetProperty("pointer").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task The_first_request_of_a_new_instance_avoids_what_a_person_took_out_elsewhere()
    {
        using var redis = RedisServer.TryStart();
        if (redis is null)
        {
            return;
        }

        await service.DisposeAsync();
        service = await Start("one.db", redis);
        await Put("""{ "endpoint": "a", "state": "down", "reason": "maintenance" }""");

        await using var other = await Start("other.db", redis);
        var states = await other.Get("/v1/endpoint-states");

        Assert.Contains("maintenance", states.Text, StringComparison.Ordinal);
    }

    private Task<RunningService> Start(string state = "state.db", RedisServer? redis = null) => RunningService.Start(
        folder,
        options => options with
        {
            OutcomesPath = Path.Combine(folder, "o.db"),
            StatePath = Path.Combine(folder, state),
            Redis = redis?.Configuration,
            ClassifierPath = "none",
        });

    /// <summary>A budget that these tests do not reach.</summary>
    private async Task Raise()
    {
        await service.DisposeAsync();
        var raised = Policy.Replace("limitUsd: 0.01", "limitUsd: 1000", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), raised);
        service = await Start();
    }

    private async Task Report(RunningService.Answer decision, string verdict, string more = "")
    {
        var answer = await service.Post(
            "/v1/outcomes",
            $$"""{"decisionId":"{{decision.Json.GetProperty("decisionId").GetString()}}","verdict":"{{verdict}}","source":"tests"{{more}}}""");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    private async Task<RunningService.Answer> Put(string body)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PutAsync(new Uri($"http://127.0.0.1:{service.Port}/v1/endpoint-states"), content);
        return await RunningService.Answer.Of(response);
    }

    private static string Budgets(RunningService.Answer decision) => decision.Json.GetProperty("budgets").GetRawText();

    private static double Share(RunningService.Answer decision) =>
        decision.Json.GetProperty("budgets")[0].GetProperty("share").GetDouble();
}
