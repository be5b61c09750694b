using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>A policy that obliges redaction, served without a declaration of the caller.</summary>
public sealed partial class RedactionTests
{
    private const string Key = "AKIAABCDEFGHIJKLMNOP";

    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: all }
        spec:
          rules:
            - id: careful
              when: task == "explain"
              allowDerived: true
              oblige: { redact: [secrets, customer-names] }
              reason: customers are named
            - id: default
              oblige: { redact: [secrets, personal-data] }
              select: { objective: ordered, prefer: ["p0/m0", "p1/m1"], fallback: { max: 1, on: [rejected-output] } }
        """;

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-responses")]
    [InlineData("anthropic-messages")]
    public async Task Upstream_gets_placeholders_and_the_client_its_values(string upstream)
    {
        await using var gateway = await RunningGateway.Start([upstream], policy: PolicyOf(1));
        gateway.Upstreams[0].Otherwise = Echo;
        foreach (var client in (string[])["openai-chat", "openai-responses", "anthropic-messages"])
        {
            foreach (var stream in (bool[])[false, true])
            {
                var answer = await Ask(gateway, client, $"what is {Key} of ana@firma.de?", stream);

                var sent = Encoding.UTF8.GetString(gateway.Upstreams[0].Calls[^1].Body);
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.DoesNotContain(Key, sent, StringComparison.Ordinal);
                Assert.DoesNotContain("firma", sent, StringComparison.Ordinal);
                Assert.DoesNotContain("REDACTED", answer.Body, StringComparison.Ordinal);
                Assert.Contains(Key, TextOf(answer.Body), StringComparison.Ordinal);
                Assert.False(answer.Headers.ContainsKey("x-rulesrouter-obligations"));
            }
        }
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-responses")]
    [InlineData("anthropic-messages")]
    public async Task Request_of_a_session_is_the_same_each_time_for_the_upstreams_cache(string client)
    {
        await using var gateway = await RunningGateway.Start([client], policy: PolicyOf(1));

        await Ask(gateway, client, $"what is {Key}?", false, ("x-rulesrouter-session", "a"));
        await Ask(gateway, client, $"what is {Key}?", false, ("x-rulesrouter-session", "a"));
        await Ask(gateway, client, $"what is {Key}?", false, ("x-rulesrouter-session", "b"));

        var sent = gateway.Upstreams[0].Calls.Select(call => Placeholder().Match(Encoding.UTF8.GetString(call.Body)).Value).ToList();
        Assert.Equal(sent[0], sent[1]);
        Assert.NotEqual(sent[0], sent[2]);
    }

    [Fact]
    public async Task Error_of_an_upstream_gets_the_values_back()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat"], policy: PolicyOf(1));
        gateway.Upstreams[0].Otherwise = (context, call) =>
            MockAnswers.Error(400, "invalid_request_error", $"unknown key {PlaceholderIn(call)}")(context, call);

        var answer = await Ask(gateway, "anthropic-messages", $"what is {Key}?", false);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"unknown key {Key}", answer.Json.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Next_hop_gets_placeholders_too_after_a_failure()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat", "anthropic-messages"], policy: PolicyOf(2));
        gateway.Upstreams[0].Then(MockAnswers.Error(503, "server_error", "down"));
        gateway.Upstreams[1].Otherwise = Echo;

        var answer = await Ask(gateway, "openai-chat", $"what is {Key}?", true);

        Assert.Equal(["p0/m0 unavailable", "p1/m1"], answer.Hops);
        Assert.DoesNotContain(Key, Encoding.UTF8.GetString(gateway.Upstreams[1].Calls.Single().Body), StringComparison.Ordinal);
        Assert.Contains(Key, TextOf(answer.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_to_a_stored_conversation_gets_the_values_of_earlier_requests_back()
    {
        await using var gateway = await RunningGateway.Start(["openai-responses"], policy: PolicyOf(1));
        await Ask(gateway, "openai-responses", $"what is {Key}?", false);
        var placeholder = PlaceholderIn(gateway.Upstreams[0].Calls.Single());
        gateway.Upstreams[0].Otherwise = MockAnswers.Says(placeholder);

        var answer = await gateway.Post(
            "/openai/v1/responses", """{"model":"policy/all","input":"again?","previous_response_id":"resp_1"}""");

        Assert.Contains(Key, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kind_without_patterns_needs_a_caller_that_redacts()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat"], policy: PolicyOf(1));

        var denied = await gateway.Chat(headers: [("x-rulesrouter-task", "explain")]);
        var declared = await gateway.Chat(headers: [("x-rulesrouter-task", "explain"), ("x-rulesrouter-obligations", "redact")]);

        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.Equal(
            "policy `all` denies the request: the caller does not support obligation redact ([customer-names, personal-data, secrets]) of all/careful, all/default; an endpoint could answer if the caller supports redact",
            denied.Json.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(HttpStatusCode.OK, declared.Status);
        Assert.Equal("redact", declared.Headers["x-rulesrouter-obligations"]);
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("anthropic-messages")]
    public async Task Unknown_obligation_of_a_caller_is_an_error_that_lists_the_known_ones(string client)
    {
        await using var gateway = await RunningGateway.Start([client], policy: PolicyOf(1));

        var answer = await Ask(gateway, client, "hi", false, ("x-rulesrouter-obligations", "redact, redaktion"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            "x-rulesrouter-obligations names `redaktion`, which is no obligation; obligations are redact, disclose, humanReview, audit, storePrompts, cap-output",
            answer.Json.GetProperty("error").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-responses")]
    [InlineData("anthropic-messages")]
    public async Task Arguments_of_a_call_get_values_back_as_JSON(string client)
    {
        const string Pem = "-----BEGIN PRIVATE KEY-----\nMII\"E\n-----END PRIVATE KEY-----";
        await using var gateway = await RunningGateway.Start(["openai-chat"], policy: PolicyOf(1));
        gateway.Upstreams[0].Otherwise = async (context, call) =>
        {
            var placeholder = PlaceholderIn(call);
            string[] pieces =
            [
                "{\\\"path\\\":\\\"a\\\",\\\"text\\\":\\\"" + placeholder[..12],
                placeholder[12..20],
                placeholder[20..] + """\"}""",
            ];
            await MockAnswers.Sends(
            [
                Chunk("""{"index":0,"id":"call_1","type":"function","function":{"name":"write","arguments":""}}""", "null"),
                .. pieces.Select(piece => Chunk($$$"""{"index":0,"function":{"arguments":"{{{piece}}}"}}""", "null")),
                Chunk("", "\"tool_calls\""),
                "data: [DONE]\n\n",
            ])(context, call);
        };

        var answer = await Ask(gateway, client, Pem, true, tools: true);

        var arguments = string.Concat(answer.Events.Select(one => PieceOfArguments(one)));
        Assert.Equal(Pem, System.Text.Json.JsonDocument.Parse(arguments).RootElement.GetProperty("text").GetString());
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, UpstreamCall, Task> Echo => (context, call) =>
        MockAnswers.Says($"it is {PlaceholderIn(call)}.")(context, call);

    private static string PlaceholderIn(UpstreamCall call) => Placeholder().Match(Encoding.UTF8.GetString(call.Body)).Value;

    private static string PieceOfArguments(string data)
    {
        var json = System.Text.Json.JsonDocument.Parse(data).RootElement;
        return json.TryGetProperty("choices", out var choices)
            && choices.GetArrayLength() > 0
            && choices[0].GetProperty("delta").TryGetProperty("tool_calls", out var calls)
            && calls.GetArrayLength() > 0
            ? calls[0].GetProperty("function").GetProperty("arguments").GetString()!
            : json.TryGetProperty("type", out var type) && type.GetString() == "response.function_call_arguments.delta"
                ? json.GetProperty("delta").GetString()!
            : json.TryGetProperty("delta", out var delta) && delta.ValueKind == System.Text.Json.JsonValueKind.Object
                && delta.TryGetProperty("partial_json", out var partial)
                ? partial.GetString()!
            : "";
    }

    private static string Chunk(string call, string finish) =>
        $$$"""data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"mock","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{{{call}}}]},"finish_reason":{{{finish}}}}]}"""
        + "\n\n";

    /// <summary>The pieces of a stream's text in one, or a body.</summary>
    private static string TextOf(string body) => body.StartsWith('{')
        ? body
        : string.Concat(Piece().Matches(body).Select(match => match.Groups[1].Value));

    private static string PolicyOf(int providers) => providers == 2 ? Policy : Policy.Replace(", \"p1/m1\"", "", StringComparison.Ordinal);

    private static Task<RunningGateway.Answer> Ask(
        RunningGateway gateway,
        string dialect,
        string text,
        bool stream,
        (string, string)? header = null,
        bool tools = false)
    {
        var (quoted, streams) = (System.Text.Json.JsonSerializer.Serialize(text), stream ? ",\"stream\":true" : "");
        (string, string)[] headers = header is { } one ? [one] : [];
        return dialect switch
        {
            "openai-chat" => gateway.Post(
                "/openai/v1/chat/completions",
                $$$"""{"model":"policy/all","messages":[{"role":"user","content":{{{quoted}}}}]{{{streams}}}{{{(tools ? ""","tools":[{"type":"function","function":{"name":"write","parameters":{}}}]""" : "")}}}}""",
                headers),
            "openai-responses" => gateway.Post(
                "/openai/v1/responses",
                $$$"""{"model":"policy/all","input":{{{quoted}}}{{{streams}}}{{{(tools ? ""","tools":[{"type":"function","name":"write","parameters":{}}]""" : "")}}}}""",
                headers),
            _ => gateway.Post(
                "/anthropic/v1/messages",
                $$$"""{"model":"policy/all","max_tokens":50,"messages":[{"role":"user","content":{{{quoted}}}}]{{{streams}}}{{{(tools ? ""","tools":[{"name":"write","input_schema":{"type":"object"}}]""" : "")}}}}""",
                headers),
        };
    }

    [GeneratedRegex("REDACTED_KEY_[A-Z2-7]{16}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"(?:content|delta|text)\":\"([^\"]*)\"")]
    private static partial Regex Piece();
}
