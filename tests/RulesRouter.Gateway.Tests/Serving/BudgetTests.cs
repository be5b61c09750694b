using System.Net;
using System.Text.Json;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>Calls settle what their decisions reserved of budgets, at the cost that the upstream states.</summary>
public sealed class BudgetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-budgets-").FullName;

    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: all }
        spec:
          budgets: [{ id: month, limitUsd: 0.13, window: month }]
          rules: [{ id: default, select: { objective: ordered, prefer: [p0/m0, p1/m1] } }]
        """;

    [Fact]
    public async Task An_answer_is_charged_at_its_cost_and_frees_the_rest()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat", "openai-chat"], policy: Policy);

        Assert.Equal(HttpStatusCode.OK, (await gateway.Chat()).Status);

        Assert.Equal(0.0001, await Share(gateway), 9);
    }

    [Fact]
    public async Task A_call_that_the_upstream_rejected_costs_nothing()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat", "openai-chat"], policy: Policy);
        gateway.Upstreams[0].Otherwise = MockAnswers.Error(400, "invalid_request_error", "no");
        gateway.Upstreams[1].Otherwise = MockAnswers.Error(400, "invalid_request_error", "no");

        await gateway.Chat();

        Assert.Equal(0, await Share(gateway));
    }

    [Theory]
    [InlineData("openai/v1/chat/completions", """{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}""")]
    [InlineData("openai/v1/chat/completions", """{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,QUJD"}}""")]
    [InlineData("anthropic/v1/messages", """{"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}""")]
    public async Task A_request_without_a_text_has_a_length_and_fits_a_budget(string path, string part)
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "openai-chat"],
            policy: Policy);

        var answer = await gateway.Post(
            path,
            $$"""{"model":"policy/all","max_tokens":50,"messages":[{"role":"user","content":[{{part}}]}]}""");

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
    }

    [Theory]
    [InlineData("limitUsd: 0.13")]
    [InlineData("limitRequests: 10")]
    public async Task Tokens_that_an_upstream_counts_draw_on_no_budget(string limit)
    {
        await using var gateway = await RunningGateway.Start(
            ["anthropic-messages", "anthropic-messages"],
            policy: Policy.Replace("limitUsd: 0.13", limit, StringComparison.Ordinal));
        gateway.Upstreams[0].Then(MockAnswers.Error(500, "api_error", "broken"));

        var answer = await gateway.Post(
            "/anthropic/v1/messages/count_tokens",
            """{"model":"policy/all","messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal("""{"input_tokens":41}""", answer.Body);
        Assert.Equal(0, await Share(gateway));
    }

    [Fact]
    public async Task Compacting_is_charged_at_the_usage_that_the_upstream_states()
    {
        await using var gateway = await RunningGateway.Start(["openai-responses", "openai-responses"], policy: Policy);

        var answer = await gateway.Post("/openai/v1/responses/compact", """{"model":"policy/all","input":"hi"}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(0.0001, await Share(gateway), 9);
    }

    [Fact]
    public async Task Embedding_is_charged_at_the_usage_that_the_upstream_states()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => options with { Gateway = options.Gateway with { Policy = "all" } },
            """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: all }
            spec:
              budgets: [{ id: month, limitUsd: 0.02, window: month }]
              rules: [{ id: default, select: { objective: price } }]
            """,
            endpoints: """
                p0/vectors: { model: m0, api: embedding, contextTokens: 8000, prices: { source: test, periods: [{ input: 1, output: 0 }] } }
            """);

        var answer = await gateway.Post("/openai/v1/embeddings", """{"model":"m0","input":["a text of more than two tokens"]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(0.0001, await Share(gateway), 9);
    }

    [Fact]
    public async Task An_exhausted_budget_denies_with_its_reason()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "openai-chat"],
            policy: Policy.Replace("limitUsd: 0.13", "limitUsd: 0.000001", StringComparison.Ordinal));

        var answer = await gateway.Chat();

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("budget-exhausted", answer.Body, StringComparison.Ordinal);
        Assert.Empty(gateway.Upstreams[0].Calls);
    }

    [Fact]
    public async Task A_client_that_leaves_while_its_answer_is_judged_is_charged_its_cost()
    {
        await using var gateway = await Judging(Policy);

        await Leave(gateway, () => gateway.Upstreams[0].Calls.Count == 1 && File.Exists(Judged));

        await UntilShare(gateway, 0.0001);
    }

    /// <summary>The first hop is slow: both calls are under way when the answer of the second is judged.</summary>
    [Fact]
    public async Task A_client_that_leaves_beside_a_hedge_is_charged_both_calls()
    {
        await using var gateway = await Judging(Policy.Replace(
            "prefer: [p0/m0, p1/m1]",
            "prefer: [p0/m0, p1/m1], fallback: { max: 2, hedgeAfter: 0.95 }",
            StringComparison.Ordinal));
        gateway.Upstreams[0].Otherwise = MockAnswers.After(TimeSpan.FromMinutes(1), MockAnswers.Says("never"));

        await Leave(gateway, () => File.Exists(Judged));

        // The most that the first may cost, 7 tokens at $1 a million and 4,000 at $2, and what the second did cost at twice these prices.
        await UntilShare(gateway, share => share is > 0.05 and < 0.1);
    }

    /// <summary>Whether a check has begun.</summary>
    private string Judged => Path.Combine(folder, "judged");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<RunningGateway> Judging(string policy)
    {
        var checks = Path.Combine(folder, "checks.json");
        await File.WriteAllTextAsync(checks, JsonSerializer.Serialize(new
        {
            checks = new { slow = new { command = new[] { "sh", "-c", $"touch {Judged}; sleep 60" } } },
        }));
        return await RunningGateway.Start(
            ["openai-chat", "openai-chat"],
            options => options with { AllowAt = true, Gateway = options.Gateway with { ChecksPath = checks } },
            policy: policy.Replace("objective: ordered", "objective: ordered, checks: { run: [slow] }", StringComparison.Ordinal),
            latency: "ttftP50Ms: 20, ttftP99Ms: 60, tokensPerSecondP50: 100000, tokensPerSecondP1: 90000");
    }

    private static async Task Leave(RunningGateway gateway, Func<bool> when)
    {
        using var leaving = new CancellationTokenSource();
        using var request = RunningGateway.Request(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","messages":[{"role":"user","content":"hi"}]}""");
        var sent = gateway.Client.SendAsync(request, leaving.Token);
        for (var attempt = 0; !when(); attempt++)
        {
            Assert.True(attempt < 600, "the answer is not judged");
            await Task.Delay(50);
        }

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
    }

    private static Task UntilShare(RunningGateway gateway, double expected) =>
        UntilShare(gateway, share => Math.Abs(share - expected) < 1e-9);

    /// <summary>The gateway notices a moment later that the client has left.</summary>
    private static async Task UntilShare(RunningGateway gateway, Func<double, bool> holds)
    {
        for (var attempt = 0; ; attempt++)
        {
            var share = await Share(gateway, isSimulated: true);
            if (holds(share))
            {
                return;
            }

            Assert.True(attempt < 200, $"the share is {share}");
            await Task.Delay(50);
        }
    }

    /// <summary>Spent and reserved before the decision that asks for it, which reserves nothing if it is simulated.</summary>
    private static async Task<double> Share(RunningGateway gateway, bool isSimulated = false)
    {
        var at = isSimulated ? $$""", "at": "{{DateTimeOffset.UtcNow:O}}" """ : "";
        var answer = await gateway.Post("/v1/decisions", $$"""{ "policy": "all", "prompt": "hi", "task": "chat"{{at}} }""");
        return JsonDocument.Parse(answer.Body).RootElement.GetProperty("budgets")[0].GetProperty("share").GetDouble();
    }
}
