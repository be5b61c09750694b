using System.Net;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>What a client gets, and what an upstream, when all goes well.</summary>
public sealed class AnswerTests
{
    private static readonly string[] Dialects = ["openai-chat", "openai-responses", "anthropic-messages"];

    public static TheoryData<string, string, bool> Routes()
    {
        var routes = new TheoryData<string, string, bool>();
        foreach (var client in Dialects)
        {
            foreach (var upstream in Dialects)
            {
                routes.Add(client, upstream, true);
                routes.Add(client, upstream, false);
            }
        }

        return routes;
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Client_of_any_dialect_is_answered_by_an_upstream_of_any(string client, string upstream, bool stream)
    {
        await using var gateway = await RunningGateway.Start(upstream);

        var answer = client switch
        {
            "openai-chat" => await gateway.Chat(stream),
            "openai-responses" => await gateway.Responses(stream),
            _ => await gateway.Messages(stream),
        };

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("hello", answer.Body, StringComparison.Ordinal);
        Assert.Contains("there", answer.Body, StringComparison.Ordinal);
        Assert.Equal(["p0/m0"], answer.Hops);
        Assert.Equal("p0/m0", answer.Headers["x-rulesrouter-endpoint"]);
        Assert.Equal("1", answer.Headers["x-rulesrouter-hops"]);
        Assert.Equal(answer.Headers["x-rulesrouter-decision-id"], answer.Extension.GetProperty("decisionId").GetString());
        Assert.Equal(0.000013, answer.Extension.GetProperty("costUsd").GetDouble());
        var call = Assert.Single(gateway.Upstreams[0].Calls);
        Assert.Equal("wire-0", call.Json.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Upstream_gets_its_own_credential_and_none_of_the_client()
    {
        await using var gateway = await RunningGateway.Start("openai-chat", "anthropic-messages");

        await gateway.Chat(headers: [("authorization", "Bearer mine"), ("cookie", "a=b"), ("x-api-key", "mine"), ("openai-beta", "x=1")]);
        await gateway.Upstreams[0].DisposeAsync();
        await gateway.Messages(headers: [("x-api-key", "mine"), ("anthropic-beta", "one,two"), ("anthropic-version", "2024-01-01")]);

        var chat = Assert.Single(gateway.Upstreams[0].Calls).Headers;
        Assert.Equal(("Bearer secret-0", "x=1"), (chat["authorization"], chat["openai-beta"]));
        Assert.DoesNotContain("cookie", chat.Keys);
        Assert.DoesNotContain("x-api-key", chat.Keys);
        var messages = Assert.Single(gateway.Upstreams[1].Calls).Headers;
        Assert.Equal(("secret-1", "one,two"), (messages["x-api-key"], messages["anthropic-beta"]));
        Assert.Equal("2024-01-01", messages["anthropic-version"]);
        Assert.DoesNotContain("authorization", messages.Keys);
    }

    [Fact]
    public async Task Header_that_HTTP_cannot_carry_does_not_reach_the_upstream()
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        using var client = new HttpClient(new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
        });
        client.BaseAddress = gateway.Client.BaseAddress;
        using var request = RunningGateway.Request(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","messages":[{"role":"user","content":"hi"}]}""",
            ("openai-beta", "é☃"));

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("openai-beta", Assert.Single(gateway.Upstreams[0].Calls).Headers.Keys);
    }

    [Fact]
    public async Task Provider_with_several_dialects_gets_the_clients_own()
    {
        await using var gateway = await RunningGateway.Start("[openai-chat, openai-responses]");

        await gateway.Responses();
        await gateway.Chat();

        Assert.Equal(["/v1/responses", "/v1/chat/completions"], gateway.Upstreams[0].Calls.Select(call => call.Path));
    }

    [Fact]
    public async Task Unknown_fields_restrict_candidates_to_the_clients_dialect_and_pass_through()
    {
        await using var gateway = await RunningGateway.Start("anthropic-messages", "openai-chat");

        var answer = await gateway.Post(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","messages":[{"role":"user","content":"hi"}],"brand_new":{"a":[1]}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Empty(gateway.Upstreams[0].Calls);
        Assert.Equal(1, gateway.Upstreams[1].Calls.Single().Json.GetProperty("brand_new").GetProperty("a")[0].GetInt32());
    }

    [Fact]
    public async Task Tokens_are_counted_by_an_upstream_that_can_and_else_here()
    {
        const string Body = """{"model":"policy/all","messages":[{"role":"user","content":"how many tokens are there in this sentence?"}]}""";
        await using var anthropic = await RunningGateway.Start("anthropic-messages");
        await using var openai = await RunningGateway.Start("openai-chat");

        var there = await anthropic.Post("/anthropic/v1/messages/count_tokens", Body);
        var here = await openai.Post("/anthropic/v1/messages/count_tokens", Body);

        Assert.Equal("""{"input_tokens":41}""", there.Body);
        Assert.False(anthropic.Upstreams[0].Calls.Single().Json.TryGetProperty("max_tokens", out _));
        Assert.InRange(here.Json.GetProperty("input_tokens").GetInt32(), 8, 20);
        Assert.Empty(openai.Upstreams[0].Calls);
    }

    [Fact]
    public async Task Idempotency_key_is_the_same_for_calls_of_one_endpoint_and_another_for_the_next()
    {
        await using var gateway = await RunningGateway.Start("openai-chat", "openai-chat");
        gateway.Upstreams[0].Then(MockAnswers.Error(429, "rate_limit_error", "slow"), MockAnswers.Says("hello"));

        await gateway.Chat(headers: ("idempotency-key", "mine"));
        await gateway.Chat(headers: ("idempotency-key", "mine"));

        var calls = gateway.Upstreams[0].Calls;
        var (first, again) = (calls[0].Headers["idempotency-key"], calls[1].Headers["idempotency-key"]);
        Assert.Equal(first, again);
        Assert.NotEqual("mine", first);
        Assert.NotEqual(first, gateway.Upstreams[1].Calls[0].Headers["idempotency-key"]);
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(200, HttpStatusCode.BadRequest)]
    public async Task Schema_of_a_tool_may_be_nested_deeply(int depth, HttpStatusCode status)
    {
        await using var gateway = await RunningGateway.Start("anthropic-messages");
        var schema = string.Concat(Enumerable.Repeat("{\"type\":\"object\",\"not\":", depth)) + "{}" + new string('}', depth);

        var answer = await gateway.Post(
            "/openai/v1/chat/completions",
            $$$"""{"model":"policy/all","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{{{schema}}}}}]}""");

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("/openai/v1/models/policy/all", null, "\"object\":\"model\"")]
    [InlineData("/openai/v1/models/policy%2Fall", null, "\"id\":\"policy/all\"")]
    [InlineData("/anthropic/v1/models/policy/all", null, "\"type\":\"model\"")]
    [InlineData("/openai/v1/models", "2023-06-01", "\"has_more\":false")]
    [InlineData("/openai/v1/models/policy/other", null, "\"code\":\"model_not_found\"")]
    public async Task Models_have_the_form_of_the_client(string path, string? version, string part)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (version is not null)
        {
            request.Headers.Add("anthropic-version", version);
        }

        using var response = await gateway.Client.SendAsync(request);

        Assert.Contains(part, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_the_policies_aliases_and_callable_models()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => options with { Gateway = options.Gateway with { Policy = "all", Aliases = ["fast=policy/all"] } });

        var openai = await gateway.Client.GetStringAsync(new Uri("/openai/v1/models", UriKind.Relative));
        var anthropic = await gateway.Client.GetStringAsync(new Uri("/anthropic/v1/models", UriKind.Relative));

        Assert.All(["policy/all", "fast", "m0"], name =>
        {
            Assert.Contains($"\"id\":\"{name}\"", openai, StringComparison.Ordinal);
            Assert.Contains($"\"id\":\"{name}\"", anthropic, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Texts_are_embedded_by_an_endpoint_of_the_same_model_only()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "openai-chat"],
            options => options with { Gateway = options.Gateway with { Policy = "price" } },
            """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: price }
            spec:
              rules:
                - { id: default, select: { objective: price } }
            """,
            endpoints: """
                p0/vectors: { model: m0, api: embedding, contextTokens: 8000, prices: { source: test, periods: [{ input: 1, output: 0 }] } }
                p1/vectors: { model: m1, api: embedding, contextTokens: 8000, prices: { source: test, periods: [{ input: 0.5, output: 0 }] } }
            """);

        var answer = await gateway.Post("/openai/v1/embeddings", """{"model":"m0","input":["a text"]}""");
        var unknown = await gateway.Post("/openai/v1/embeddings", """{"model":"m7","input":["a text"]}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("p0/vectors", answer.Headers["x-rulesrouter-endpoint"]);
        Assert.Equal(-0.5, answer.Json.GetProperty("data")[0].GetProperty("embedding")[1].GetDouble());
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Empty(gateway.Upstreams[1].Calls);
    }
}
