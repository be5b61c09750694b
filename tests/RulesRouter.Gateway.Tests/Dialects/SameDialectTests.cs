using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Requests;

namespace RulesRouter.Gateway.Tests.Dialects;

/// <summary>Requests for an upstream of the client's own dialect.</summary>
public sealed class SameDialectTests
{
    [Theory]
    [InlineData(
        """{ "model" : "policy/x", "messages":[ ], "new_field": [1.0, "é"] }""",
        """{ "model" : "wire-model", "messages":[ ], "new_field": [1.0, "é"] }""")]
    [InlineData(
        """{"messages":[],"stream":true,"model":"m"}""",
        """{"messages":[],"stream":true,"model":"wire-model","stream_options":{"include_usage":true}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"include_usage":false,"x":1}}""",
        """{"model":"wire-model","stream":true,"stream_options":{"x":1,"include_usage":true}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":null}""",
        """{"model":"wire-model","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""",
        """{"model":"wire-model","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("{}", """{"model":"wire-model"}""")]
    public void Chat_body_changes_only_where_it_must(string body, string sent) =>
        Assert.Equal(sent, Sent(ApiDialect.OpenaiChat, body, Exchange.Target));

    [Theory]
    [InlineData(ApiDialect.OpenaiChat, """{"model":"m","max_tokens":9}""", """{"model":"wire-model","max_tokens":9}""")]
    [InlineData(ApiDialect.OpenaiChat, """{"model":"m","max_tokens":99}""", """{"model":"wire-model","max_tokens":50}""")]
    [InlineData(ApiDialect.OpenaiChat, """{"model":"m"}""", """{"model":"wire-model","max_completion_tokens":50}""")]
    [InlineData(ApiDialect.OpenaiChat, """{"max_completion_tokens":null,"model":"m"}""", """{"max_completion_tokens":50,"model":"wire-model"}""")]
    [InlineData(ApiDialect.OpenaiResponses, """{"max_output_tokens":51}""", """{"max_output_tokens":50,"model":"wire-model"}""")]
    [InlineData(ApiDialect.OpenaiResponses, """{"model":"m"}""", """{"model":"wire-model","max_output_tokens":50}""")]
    [InlineData(ApiDialect.AnthropicMessages, """{"max_tokens":64000,"model":"m"}""", """{"max_tokens":50,"model":"wire-model"}""")]
    public void Maximum_is_at_most_the_decisions(ApiDialect dialect, string body, string sent) =>
        Assert.Equal(sent, Sent(dialect, body, Exchange.Target with { MaxOutputTokens = 50 }));

    [Theory]
    [InlineData(ApiDialect.OpenaiChat, "service_tier", "priority", "null")]
    [InlineData(ApiDialect.OpenaiChat, "service_tier", "flex", "null")]
    [InlineData(ApiDialect.OpenaiChat, "service_tier", "auto", "\"auto\"")]
    [InlineData(ApiDialect.OpenaiResponses, "service_tier", "priority", "null")]
    [InlineData(ApiDialect.OpenaiResponses, "service_tier", "default", "\"default\"")]
    [InlineData(ApiDialect.AnthropicMessages, "service_tier", "standard_only", "\"standard_only\"")]
    [InlineData(ApiDialect.AnthropicMessages, "speed", "fast", "null")]
    public void Tier_of_other_prices_than_the_endpoints_is_left_out(ApiDialect dialect, string field, string value, string sent)
    {
        var body = $"{{\"{field}\":\"{value}\",\"model\":\"m\"}}";
        var exchange = ClientRequest.Read(System.Text.Encoding.UTF8.GetBytes(body), dialect).For(dialect, Exchange.Target);

        Assert.StartsWith(
            $"{{\"{field}\":{sent},\"model\":\"wire-model\"",
            System.Text.Encoding.UTF8.GetString(exchange.Body.Span),
            StringComparison.Ordinal);
        Assert.Equal(sent == "null" ? "service-tier" : "", exchange.Dropped.ToString());
        Assert.Contains($"\"{value}\"", Sent(dialect, body, Exchange.Target with { ServiceTier = value }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("32000.0", "50")]
    [InlineData("1e4", "50")]
    [InlineData("1e400", "50")]
    [InlineData("99999999999999999999", "50")]
    [InlineData("40.0", "40")]
    [InlineData("4E1", "40")]
    public void Maximum_in_any_form_is_sent_as_an_integer(string given, string sent) => Assert.Equal(
        $$"""{"model":"wire-model","max_tokens":{{sent}},"max_completion_tokens":{{sent}}}""",
        Sent(
            ApiDialect.OpenaiChat,
            $$"""{"model":"m","max_tokens":{{given}},"max_completion_tokens":{{given}}}""",
            Exchange.Target with { MaxOutputTokens = 50 }));

    [Fact]
    public void Lowered_budget_of_thinking_leaves_the_other_members() => Assert.Equal(
        """{"model":"wire-model","max_tokens":5000,"thinking":{"display":"omitted", "budget_tokens": 2500,"type":"enabled","new":[1]}}""",
        Sent(
            ApiDialect.AnthropicMessages,
            """{"model":"m","max_tokens":64000,"thinking":{"display":"omitted", "budget_tokens": 32000,"type":"enabled","new":[1]}}""",
            Exchange.Target with { MaxOutputTokens = 5000 }));

    [Fact]
    public void Upstream_without_the_newer_field_gets_the_older_maximum() => Assert.Equal(
        """{"model":"wire-model","max_tokens":50}""",
        Sent(ApiDialect.OpenaiChat, """{"model":"m"}""", Exchange.Target with { MaxOutputTokens = 50, TakesMaxCompletionTokens = false }));

    [Fact]
    public void Unsigned_thinking_is_kept_until_another_vendor_answered()
    {
        const string Body = """
            {"model":"wire-model","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":""},{"type":"text","text":"a"}]},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"}]},{"role":"assistant","content":[{"type":"thinking","thinking":"t"}]}]}
            """;

        Assert.Equal(Body, Sent(ApiDialect.AnthropicMessages, Body, Exchange.Target));
        Assert.Equal(
            """{"model":"wire-model","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"}]}]}""",
            Sent(ApiDialect.AnthropicMessages, Body, Exchange.Target with { StripsUnsignedReasoning = true }));
    }

    [Fact]
    public void Reasoning_without_encrypted_content_is_left_out_after_another_vendor() => Assert.Equal(
        """{"model":"wire-model","input":[{"type":"reasoning","id":"b","encrypted_content":"e"},{"role":"user","content":"x"}]}""",
        Sent(
            ApiDialect.OpenaiResponses,
            """{"model":"m","input":[{"type":"reasoning","id":"a","summary":[]},{"type":"reasoning","id":"b","encrypted_content":"e"},{"role":"user","content":"x"}]}""",
            Exchange.Target with { StripsUnsignedReasoning = true }));

    [Fact]
    public void Usage_that_only_the_gateway_asked_for_is_left_out()
    {
        const string Chunks = """
            data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"x"},"finish_reason":"stop"}]}

            data: {"id":"c","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1}}

            data: [DONE]


            """;
        var silent = Exchange.Of(ApiDialect.OpenaiChat, ApiDialect.OpenaiChat, """{"model":"m","messages":[],"stream":true}""");
        var asking = Exchange.Of(ApiDialect.OpenaiChat, ApiDialect.OpenaiChat);

        silent.View(Chunks);
        asking.View(Chunks);

        Assert.DoesNotContain("usage", silent.Received, StringComparison.Ordinal);
        Assert.Equal(3, silent.Translation!.Usage!.Value.Input);
        Assert.Equal(Chunks, asking.Received);
    }

    private static string Sent(ApiDialect dialect, string body, UpstreamTarget target) => Exchange.Of(dialect, dialect, body, target).Sent;
}
