using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RulesRouter.Access;
using RulesRouter.Service.Options;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;
using Xunit;
using KeyedService = RulesRouter.Service.Tests.Access.KeyedService;

namespace RulesRouter.Service.Tests.Rehearsing;

/// <summary>What a service does before it is ready.</summary>
public sealed class RehearsalTests : IDisposable
{
    private const string Uncounted = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: uncounted }
        spec: { rules: [{ id: default, select: { objective: price } }] }
        ---
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: {} }
          models: { m: {} }
          endpoints: { a/m: { model: m, contextTokens: 10000, prices: { source: list, periods: [{ input: 1, output: 1 }] } } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Answers_invented_requests()
    {
        await using var app = Service(Repository.Policies);

        Assert.InRange(await DecisionService.Rehearse(app), 1, 1_000);
    }

    [Fact]
    public async Task Decides_while_it_starts_and_is_ready_afterwards()
    {
        await using var app = Service(Repository.Policies);
        DecisionService.AwaitRehearsal(app);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var request = new StringContent("{\"policy\":\"cost-saver\",\"prompt\":\"Hi\"}", Encoding.UTF8, "application/json");

        using var starting = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
        using var decided = await client.PostAsync(new Uri("/v1/decisions", UriKind.Relative), request);
        await DecisionService.Rehearse(app);
        using var ready = await client.GetAsync(new Uri("/readyz", UriKind.Relative));

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, true, HttpStatusCode.OK, HttpStatusCode.OK, false),
            (starting.StatusCode, await IsStarting(starting), decided.StatusCode, ready.StatusCode, await IsStarting(ready)));
    }

    [Fact]
    public async Task Invented_requests_are_neither_recorded_nor_learned_from()
    {
        await using var app = Service(Repository.Policies);
        var recorder = app.Services.GetRequiredService<DecisionRecorder>();

        await DecisionService.Rehearse(app);

        Assert.Empty(RecordLines.Read(recorder.Layout!, default));
        Assert.Equal(0, app.Services.GetRequiredService<OutcomeIntake>().PendingCount);
    }

    [Fact]
    public async Task Invented_requests_are_not_counted()
    {
        var policies = Directory.CreateDirectory(Path.Combine(folder.Path, "policies")).FullName;
        await File.WriteAllTextAsync(Path.Combine(policies, "policy.yaml"), Uncounted);
        await using var app = Service(policies);
        await DecisionService.Rehearse(app);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var page = await client.GetStringAsync("/metrics");

        // The page has the metrics of other services in this process too.
        Assert.DoesNotContain("policy=\"uncounted\"", page, StringComparison.Ordinal);
    }

    /// <summary>Its web server answers requests without a credential before it listens; each that is rejected is audited.</summary>
    [Fact]
    public async Task A_service_that_needs_credentials_rejects_no_request_of_its_own()
    {
        await using var service = await KeyedService.Start([KeyedService.Key("one", AccessScope.Decide).Entry]);
        var rejections = () => service.Audit.Count(line => line.Contains("\"status\":401", StringComparison.Ordinal));
        var ofStart = rejections();

        await service.Decide(key: null);

        Assert.Equal((0, 1), (ofStart, rejections()));
    }

    [Fact]
    public async Task Without_a_revision_nothing_is_answered()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "policies"));
        await using var app = Service(Path.Combine(folder.Path, "policies"));

        Assert.Equal(0, await DecisionService.Rehearse(app));
    }

    private static async Task<bool> IsStarting(HttpResponseMessage readiness)
    {
        using var state = JsonDocument.Parse(await readiness.Content.ReadAsStringAsync());
        return state.RootElement.GetProperty("starting").GetBoolean();
    }

    private WebApplication Service(string policies) => DecisionService.Build(
        new ServiceOptions
        {
            PoliciesPath = policies,
            Url = "http://127.0.0.1:0",
            AllowSampleEvidence = true,
            KeyAttributes = policies == Repository.Policies ? ["sensitivity=public"] : [],
            RecordPath = Path.Combine(folder.Path, "record"),
            OutcomesPath = Path.Combine(folder.Path, "outcomes.db"),
        },
        TimeProvider.System);
}
