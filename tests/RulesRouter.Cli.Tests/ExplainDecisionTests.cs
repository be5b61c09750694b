using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RulesRouter.Service;
using RulesRouter.Service.Options;

namespace RulesRouter.Cli.Tests;

public sealed class ExplainDecisionTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          attributes: { team: { type: text, source: key } }
          economics: { difficultyBy: team }
          budgets: [{ id: day, limitUsd: 0.1, window: day }]
          rules:
            - { id: saving, when: budget.day.share >= 0.01, constrain: { outputTokens: { min: 10 } } }
            - { id: default, select: { objective: expected-cost } }
        """;

    private const string Request = """{ "policy": "p", "task": "chat", "prompt": "Hello there", "maxOutputTokens": 100 }""";

    private readonly string folder = Directory.CreateTempSubdirectory("explain").FullName;
    private readonly HttpClient client = new();
    private WebApplication service = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder, "policies"));
        File.WriteAllText(Path.Combine(folder, "policies", "policy.yaml"), Policy);
        File.WriteAllText(Path.Combine(folder, "policies", "catalog.yaml"), TwoModels.Catalog);
        service = DecisionService.Build(
            new ServiceOptions
            {
                PoliciesPath = Path.Combine(folder, "policies"),
                Url = "http://127.0.0.1:0",
                ClassifierPath = "none",
                RecordPath = Path.Combine(folder, "record"),
                OutcomesPath = Path.Combine(folder, "outcomes.db"),
                KeyAttributes = ["team=search"],
                StatePath = Path.Combine(folder, "state.db"),
                PollInterval = TimeSpan.FromMilliseconds(50),
            },
            TimeProvider.System);
        await service.StartAsync();
        client.BaseAddress = new Uri(service.Urls.First());
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await service.StopAsync();
        await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Reproduces_decisions_with_their_budgets_and_what_was_learned_byte_for_byte()
    {
        var (first, _) = await Decide();
        await Post(
            "/v1/outcomes",
            $$"""{ "decisionId": "{{first}}", "verdict": "wrong", "source": "tests", "latencyMs": 1200, "outputTokens": 40 }""");
        var (id, sent) = await Decide();
        for (var wait = 0; wait < 200 && !sent.Contains("\"learnedEpoch\":1", StringComparison.Ordinal); wait++)
        {
            await Task.Delay(50);
            (id, sent) = await Decide();
        }

        Assert.Contains("\"learnedEpoch\":1", sent, StringComparison.Ordinal);
        Assert.Contains("\"difficultyGroup\":\"team=search\"", sent, StringComparison.Ordinal);
        Assert.Contains("logits harder by ", sent, StringComparison.Ordinal);
        Assert.Equal(sent, await client.GetStringAsync(new Uri($"/v1/decisions/{id}", UriKind.Relative)));

        var (code, output, error) = Explain(id, "--outcomes", Path.Combine(folder, "outcomes.db"));
        Assert.True(code == 0, output + error);
        Assert.EndsWith(
            $"reproduced byte for byte: the {Encoding.UTF8.GetByteCount(sent)} bytes that were sent",
            output.TrimEnd(),
            StringComparison.Ordinal);
        Assert.Contains("p/saving", output, StringComparison.Ordinal);
        Assert.Equal(sent, Explain(id, "--format", "json").Output.TrimEnd());
    }

    [Fact]
    public async Task Says_what_is_not_as_it_was()
    {
        var (id, sent) = await Decide();
        File.AppendAllText(Path.Combine(folder, "policies", "policy.yaml"), "\n# changed\n");

        var (code, output, _) = Explain(id);

        Assert.Equal(1, code);
        var revision = JsonDocument.Parse(sent).RootElement.GetProperty("revision").GetString();
        Assert.Contains("not reproduced: the decision that was sent differs", output, StringComparison.Ordinal);
        Assert.Contains(
            $"  revision {revision} decided; these policies, catalog and classifier are sha256:",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_an_unknown_decision()
    {
        const string Unknown = "01a05e8e-9e00-73d3-ad39-1b4b59cd0b15-3980aa28d558bb25e4ce";

        var (code, _, error) = Explain(Unknown);

        Assert.Equal(2, code);
        Assert.Equal(
            $"error: `{Path.Combine(folder, "record")}` has no decision `{Unknown}`; `--record` names another record",
            error.Trim());
    }

    private Terminal Explain(string id, params string[] more) => Terminal.Run(
        [
            "explain",
            id,
            "--record",
            Path.Combine(folder, "record"),
            "--policies",
            Path.Combine(folder, "policies"),
            "--classifier",
            "none",
            .. more,
        ]);

    private async Task<(string Id, string Sent)> Decide()
    {
        var sent = await Post("/v1/decisions", Request);
        return (JsonDocument.Parse(sent).RootElement.GetProperty("decisionId").GetString()!, sent);
    }

    private async Task<string> Post(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }
}
