using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;
using RulesRouter.Access;
using RulesRouter.Service.Tests.Access;

namespace RulesRouter.Service.Tests.Metrics;

/// <summary>The page that Prometheus reads, of a running service.</summary>
public sealed partial class MetricsPageTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: observed }
        spec:
          budgets: [{ id: day, limitUsd: 1, window: day }]
          rules: [{ id: default, select: { objective: price } }]
        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: {}, b: {} }
          models: { m: {} }
          endpoints:
            a/m: { model: m, contextTokens: 10000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 1, output: 1 }] } }
            b/m: { model: m, contextTokens: 10000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 2, output: 2 }] } }
        """;

    private const string Request = """{ "policy": "observed", "task": "chat", "estimate": { "inputTokens": 1000, "outputTokens": 100 } }""";
    private const string TooLong =
        """{ "policy": "observed", "task": "chat", "estimate": { "inputTokens": 99000, "outputTokens": 100 } }""";

    /// <summary>As Prometheus stores them, sorted.</summary>
    private static readonly string[] Exported =
    [
        "rulesrouter_budget_lost",
        "rulesrouter_budget_share",
        "rulesrouter_classifier_problem",
        "rulesrouter_classifier_trained",
        "rulesrouter_cost_estimated_USD_total",
        "rulesrouter_cost_settled_USD_total",
        "rulesrouter_decisions_total",
        "rulesrouter_endpoint_excluded",
        "rulesrouter_exclusions_total",
        "rulesrouter_outcomes_epoch",
        "rulesrouter_outcomes_lag_seconds",
        "rulesrouter_outcomes_pending",
        "rulesrouter_record_damage",
        "rulesrouter_record_problem",
        "rulesrouter_record_waiting_bytes",
        "rulesrouter_reference_compared_total",
        "rulesrouter_reference_disagreed_total",
        "rulesrouter_reference_serving",
        "rulesrouter_reloads_total",
        "rulesrouter_revision",
        "rulesrouter_revision_held",
        "rulesrouter_revision_weaker",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("metrics-").FullName;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        var policies = Directory.CreateDirectory(Path.Combine(folder, "policies")).FullName;
        await File.WriteAllTextAsync(Path.Combine(policies, "policy.yaml"), Policy);
        await File.WriteAllTextAsync(Path.Combine(policies, "catalog.yaml"), Catalog);
        service = await RunningService.Start(
            policies,
            options => options with { OutcomesPath = Path.Combine(folder, "outcomes.db"), RecordPath = Path.Combine(folder, "record") });
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Page_has_every_metric_and_the_dashboard_shows_exactly_these()
    {
        await Use();

        var page = await Page();

        Assert.Equal(Exported, NamesIn(Declarations(), page));
        Assert.Equal(Exported, NamesIn(Names(), await Dashboard()));
    }

    [Fact]
    public async Task Dashboard_selects_only_labels_that_the_page_has()
    {
        await Use();

        var page = await Page();

        string[] labels =
        [
            "policy", "outcome", "endpoint", "denial", "constraint", "classification_source", "budget", "by", "result", "revision",
            "commit",
        ];
        Assert.All(labels, label => Assert.Contains($"{label}=\"", page, StringComparison.Ordinal));

        // `job` and `instance` are Prometheus's own.
        var used = Grouped().Matches(await Dashboard()).SelectMany(match => match.Groups[1].Value.Split(", ")).Distinct();
        Assert.Empty(used.Except([.. labels, "job", "instance"]));
    }

    [Fact]
    public async Task Page_counts_decisions_dollars_budgets_and_endpoints()
    {
        await Use();

        var page = await Page();

        Assert.Equal(2, Value(page, "rulesrouter_decisions_total", "policy=\"observed\"", "outcome=\"routed\"", "endpoint=\"a/m\""));
        Assert.Equal(1, Value(page, "rulesrouter_decisions_total", "policy=\"observed\"", "outcome=\"denied\"", "denial=\"no-candidate\""));
        Assert.Equal(0.0022, Value(page, "rulesrouter_cost_estimated_USD_total", "policy=\"observed\"", "endpoint=\"a/m\""), 9);
        Assert.InRange(Value(page, "rulesrouter_budget_share", "budget=\"observed/day\""), 0.5, 0.6);
        Assert.Equal(1, Value(page, "rulesrouter_endpoint_excluded", "endpoint=\"b/m\"", "by=\"person\""));
    }

    [Fact]
    public async Task Page_needs_the_scope_read()
    {
        var (reader, read) = KeyedService.Key("prometheus", AccessScope.Read);
        var (client, decide) = KeyedService.Key("client", AccessScope.Decide);
        await using var keyed = await KeyedService.Start([read, decide]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await keyed.Get("/metrics", null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await keyed.Get("/metrics", client)).Status);
        Assert.Equal(HttpStatusCode.OK, (await keyed.Get("/metrics", reader)).Status);
    }

    [Fact]
    public void Without_a_collector_nothing_traces_and_no_log_is_exported()
    {
        Assert.Null(service.Services.GetService(typeof(TracerProvider)));
        Assert.Null(service.Services.GetService(typeof(LoggerProvider)));
    }

    private static string[] NamesIn(Regex pattern, string text) =>
        [.. pattern.Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The only sample with these labels.</summary>
    private static double Value(string page, string name, params string[] labels)
    {
        var line = Assert.Single(
            page.Split('\n').Where(line => line.StartsWith(name + "{", StringComparison.Ordinal)),
            line => labels.All(label => line.Contains(label, StringComparison.Ordinal)));
        return double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The expressions of the panels.</summary>
    private static async Task<string> Dashboard()
    {
        var path = Path.Combine(Repository.Root, "src", "RulesRouter.Service", "deploy", "dashboard.json");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        return string.Join(
            '\n',
            json.RootElement.GetProperty("panels").EnumerateArray()
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .Select(target => target.GetProperty("expr").GetString()));
    }

    [GeneratedRegex("^# TYPE (rulesrouter_[A-Za-z0-9_]+) ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Declarations();

    [GeneratedRegex("\\b(rulesrouter_[A-Za-z0-9_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex("\\bby \\(([a-z_, ]+)\\)", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    /// <summary>Two routed decisions, one with an outcome; a denied one; an endpoint that a person took out.</summary>
    private async Task Use()
    {
        var first = await service.Decide(Request);
        var id = first.Json.GetProperty("decisionId").GetString();
        await service.Post("/v1/outcomes", $$"""{"decisionId":"{{id}}","verdict":"right","source":"tests","costUsd":0.5}""");
        await service.Decide(Request);
        await service.Decide(TooLong);
        using var client = new HttpClient();
        using var content = new StringContent("""{ "endpoint": "b/m", "state": "down" }""", Encoding.UTF8, "application/json");
        using var response = await client.PutAsync(new Uri($"http://127.0.0.1:{service.Port}/v1/endpoint-states"), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<string> Page()
    {
        var answer = await service.Get("/metrics");
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.Status, answer.Type));
        return answer.Text;
    }
}
