using System.Net;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>A client's maximum of output is what it takes at most: coding agents ask for 32,000 tokens whatever they need.</summary>
public sealed class OutputMaximumTests
{
    private const string Ask = """{"model":"policy/all","max_tokens":32000,"messages":[{"role":"user","content":"hi"}]}""";

    [Theory]
    [InlineData("anthropic-messages", "max_tokens")]
    [InlineData("openai-chat", "max_completion_tokens")]
    [InlineData("openai-responses", "max_output_tokens")]
    public async Task Maximum_above_the_endpoints_is_lowered_and_reported(string upstream, string field)
    {
        await using var gateway = await RunningGateway.Start([upstream]);

        foreach (var stream in (bool[])[false, true])
        {
            var answer = await gateway.Post("/anthropic/v1/messages", stream ? With("\"stream\":true") : Ask);

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(4000, gateway.Upstreams[0].Calls[^1].Json.GetProperty(field).GetInt32());
            Assert.Equal("4000", answer.Headers["x-rulesrouter-max-output-tokens"]);
            Assert.Equal(4000, answer.Extension.GetProperty("hops")[0].GetProperty("maxOutputTokens").GetInt32());
        }
    }

    [Fact]
    public async Task Maximum_that_the_endpoint_gives_is_sent_as_it_is()
    {
        await using var gateway = await RunningGateway.Start(["anthropic-messages"]);

        var answer = await gateway.Messages();

        Assert.Equal(50, gateway.Upstreams[0].Calls.Single().Json.GetProperty("max_tokens").GetInt32());
        Assert.False(answer.Headers.ContainsKey("x-rulesrouter-max-output-tokens"));
        Assert.False(answer.Extension.GetProperty("hops")[0].TryGetProperty("maxOutputTokens", out _));
    }

    [Theory]
    [InlineData("32000.0", 4000)]
    [InlineData("1e4", 4000)]
    [InlineData("1e400", 4000)]
    [InlineData("99999999999999999999", 4000)]
    [InlineData("50.0", 50)]
    [InlineData("5e1", 50)]
    public async Task Maximum_in_any_form_is_the_integer_that_it_is(string given, int sent)
    {
        await using var gateway = await RunningGateway.Start("openai-chat", "openai-responses", "anthropic-messages");
        string[] sentAs = ["max_completion_tokens", "max_output_tokens", "max_tokens"];
        foreach (var (path, field) in Maximums)
        {
            for (var upstream = 0; upstream < sentAs.Length; upstream++)
            {
                var answer = await gateway.Post(path, Body($"policy/p{upstream}", field, given));

                Assert.Equal(HttpStatusCode.OK, answer.Status);
                var got = gateway.Upstreams[upstream].Calls[^1].Json;
                Assert.Equal(sent, (got.TryGetProperty(field, out var same) ? same : got.GetProperty(sentAs[upstream])).GetInt32());
            }
        }
    }

    [Theory]
    [InlineData("\"32000\"")]
    [InlineData("1.5")]
    [InlineData("true")]
    public async Task Maximum_that_is_no_integer_is_400_and_not_sent(string given)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        foreach (var (path, field) in Maximums)
        {
            var answer = await gateway.Post(path, Body("policy/all", field, given));
            var decision = await gateway.Post("/v1/decisions", $$"""{"policy":"all","messages":[],"{{field}}":{{given}}}""");

            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.Status, decision.Status));
            var error = answer.Json.GetProperty("error");
            Assert.Equal($"/{field} must be an integer, found {given}", error.GetProperty("message").GetString());
            Assert.Equal(
                path.StartsWith("/openai", StringComparison.Ordinal) ? field : null,
                error.TryGetProperty("param", out var param) ? param.GetString() : null);
        }

        Assert.Empty(gateway.Upstreams[0].Calls);
    }

    /// <summary>The decision counts it, so the upstream keeps to it.</summary>
    [Fact]
    public async Task Maximum_in_the_field_of_another_dialect_is_kept_too()
    {
        await using var gateway = await RunningGateway.Start("openai-chat");

        await gateway.Post(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","max_output_tokens":5,"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal(5, gateway.Upstreams[0].Calls.Single().Json.GetProperty("max_completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Each_hop_gets_its_own_maximum()
    {
        await using var gateway = await RunningGateway.Start(
            ["anthropic-messages"],
            policy: """
                apiVersion: rulesrouter/v1
                kind: RoutingPolicy
                metadata: { name: all }
                spec:
                  rules:
                    - { id: default, select: { objective: ordered, prefer: [p0/large, p0/m0], fallback: { max: 1 } } }
                """,
            endpoints: """
                    p0/large:
                      { model: m0, contextTokens: 100000, maxOutputTokens: 64000,
                        prices: { source: test, periods: [{ input: 1, output: 2 }] } }
                """);
        gateway.Upstreams[0].Then(MockAnswers.Error(503, "api_error", "down"));

        var answer = await gateway.Post("/anthropic/v1/messages", Ask);

        Assert.Equal(["p0/large unavailable", "p0/m0"], answer.Hops);
        Assert.Equal([32000, 4000], gateway.Upstreams[0].Calls.Select(call => call.Json.GetProperty("max_tokens").GetInt32()));
        Assert.Equal("4000", answer.Headers["x-rulesrouter-max-output-tokens"]);
    }

    [Theory]
    [InlineData(4000, """{"type":"enabled","budget_tokens":2000}""")]
    [InlineData(1500, """{"type":"disabled"}""")]
    public async Task Budget_of_thinking_stays_below_a_lowered_maximum(int maximum, string thinking)
    {
        await using var gateway = await RunningGateway.Start(["anthropic-messages"], maxOutputTokens: maximum);

        await gateway.Post("/anthropic/v1/messages", With("""
            "thinking":{"type":"enabled","budget_tokens":31999}
            """));

        var sent = gateway.Upstreams[0].Calls.Single().Json;
        Assert.Equal((maximum, thinking), (sent.GetProperty("max_tokens").GetInt32(), sent.GetProperty("thinking").GetRawText()));
    }

    [Fact]
    public async Task Money_bound_lowers_a_maximum_that_the_client_does_not_need()
    {
        await using var gateway = await RunningGateway.Start(["anthropic-messages"], maxOutputTokens: 64000);

        var answer = await gateway.Post("/anthropic/v1/messages", Ask, ("x-rulesrouter-max-cost-usd", "0.01"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.InRange(gateway.Upstreams[0].Calls.Single().Json.GetProperty("max_tokens").GetInt32(), 1000, 5000);
    }

    [Fact]
    public async Task Money_bound_counts_every_answer_that_the_client_asks_for()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat"], maxOutputTokens: 64000);
        const string Four = """{"model":"policy/all","n":4,"messages":[{"role":"user","content":"hi"}]}""";

        await gateway.Post("/openai/v1/chat/completions", Four, ("x-rulesrouter-max-cost-usd", "0.01"));

        // Output is $2 per million tokens.
        var sent = gateway.Upstreams[0].Calls.Single().Json;
        Assert.Equal(4, sent.GetProperty("n").GetInt32());
        Assert.InRange(sent.GetProperty("max_completion_tokens").GetInt32(), 1000, 1250);
    }

    /// <summary>A timeout counts as spent at its worst case: of all answers, not of one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task Money_bound_holds_for_the_answers_of_all_hops_together(int count)
    {
        const double MaxCostUsd = 0.05;
        await using var gateway = await RunningGateway.Start(["openai-chat", "openai-chat", "openai-chat"], maxOutputTokens: 64000);
        foreach (var upstream in gateway.Upstreams)
        {
            upstream.Otherwise = MockAnswers.Error(504, "timeout_error", "too late");
        }

        await gateway.Post(
            "/openai/v1/chat/completions",
            $$"""{"model":"policy/all","n":{{count}},"messages":[{"role":"user","content":"hi"}]}""",
            ("x-rulesrouter-max-cost-usd", $"{MaxCostUsd}"));

        // Output is $2, $4 and $6 per million tokens.
        var calls = gateway.Upstreams
            .SelectMany((upstream, index) => upstream.Calls.Select(call => (call.Json, Price: 2e-6 * (index + 1))))
            .ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Equal(count, call.Json.GetProperty("n").GetInt32()));
        Assert.InRange(
            calls.Sum(call => count * call.Json.GetProperty("max_completion_tokens").GetInt32() * call.Price),
            MaxCostUsd / 4,
            MaxCostUsd);
    }

    [Fact]
    public async Task Maximum_that_a_caller_of_the_decision_API_states_is_a_need()
    {
        await using var gateway = await RunningGateway.Start(["anthropic-messages"]);

        var needed = await gateway.Post("/v1/decisions", """{"policy":"all","prompt":"hi","maxOutputTokens":32000}""");
        var taken = await gateway.Post("/v1/decisions", """{"policy":"all","prompt":"hi","maxOutputTokens":32000,"clampsOutput":true}""");

        Assert.Equal("denied", needed.Json.GetProperty("outcome").GetString());
        Assert.Equal(4000, taken.Json.GetProperty("chosen").GetProperty("maxOutputTokens").GetInt32());
    }

    [Fact]
    public async Task Upstream_that_requires_a_maximum_gets_the_endpoints_if_the_client_states_none()
    {
        await using var gateway = await RunningGateway.Start(["anthropic-messages"], maxOutputTokens: 64000);

        await gateway.Chat();

        Assert.Equal(64000, gateway.Upstreams[0].Calls.Single().Json.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task Upstream_that_requires_a_maximum_gets_what_a_long_prompt_leaves_of_its_context()
    {
        await using var gateway = await RunningGateway.Start(["anthropic-messages"], maxOutputTokens: 64000);
        var words = string.Concat(Enumerable.Repeat("word ", 60_000));

        var answer = await gateway.Post(
            "/openai/v1/chat/completions",
            $$"""{"model":"policy/all","messages":[{"role":"user","content":"{{words}}"}]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.InRange(gateway.Upstreams[0].Calls.Single().Json.GetProperty("max_tokens").GetInt32(), 20_000, 40_000);
    }

    private static readonly (string Path, string Field)[] Maximums =
    [
        ("/openai/v1/chat/completions", "max_tokens"),
        ("/openai/v1/chat/completions", "max_completion_tokens"),
        ("/openai/v1/responses", "max_output_tokens"),
        ("/anthropic/v1/messages", "max_tokens"),
    ];

    private static string Body(string model, string field, string maximum)
    {
        var input = field == "max_output_tokens" ? "input" : "messages";
        return $$"""{"model":"{{model}}","{{field}}":{{maximum}},"{{input}}":[{"role":"user","content":"hi"}]}""";
    }

    private static string With(string field) => Ask.Replace("\"messages\"", $"{field},\"messages\"", StringComparison.Ordinal);
}
