using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Tests.Dialects;

public sealed class ErrorTranslationTests
{
    [Theory]
    [InlineData(400, """{"error":{"message":"bad","type":"invalid_request_error","code":null}}""", FailureClass.InvalidRequest)]
    [InlineData(400, """{"error":{"message":"m","code":"context_length_exceeded"}}""", FailureClass.ContextOverflow)]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 9"}}""", FailureClass.ContextOverflow)]
    [InlineData(400, """{"error":{"message":"m","code":"content_filter"}}""", FailureClass.ContentFiltered)]
    [InlineData(401, """{"error":{"message":"m"}}""", FailureClass.Authentication)]
    [InlineData(402, "", FailureClass.Unavailable)]
    [InlineData(403, "{}", FailureClass.Authentication)]
    [InlineData(404, """{"error":{"message":"m","code":"model_not_found"}}""", FailureClass.ModelNotFound)]
    [InlineData(408, "", FailureClass.Timeout)]
    [InlineData(413, "", FailureClass.ContextOverflow)]
    [InlineData(422, """{"detail":"no"}""", FailureClass.InvalidRequest)]
    [InlineData(429, """{"error":{"message":"m","type":"insufficient_quota"}}""", FailureClass.RateLimited)]
    [InlineData(500, "<html>", FailureClass.Unavailable)]
    [InlineData(504, "", FailureClass.Timeout)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"m"}}""", FailureClass.Unavailable)]
    public void Errors_have_the_class_of_the_table(int status, string body, FailureClass expected) =>
        Assert.Equal(expected, ErrorReader.Read(ApiDialect.OpenaiChat, status, Encoding.UTF8.GetBytes(body)).Class);

    [Fact]
    public void Prompt_that_is_too_long_for_anthropic_is_a_context_overflow() => Assert.Equal(
        FailureClass.ContextOverflow,
        Read(
            ApiDialect.AnthropicMessages,
            400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens"}}""").Class);

    [Theory]
    [InlineData(
        ApiDialect.OpenaiChat,
        """{"error":{"message":"Overloaded","type":"overloaded_error","param":null,"code":"server_error"}}""")]
    [InlineData(
        ApiDialect.AnthropicMessages,
        """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"}""")]
    public void Error_has_the_clients_shape(ApiDialect client, string body) => Assert.Equal(
        body,
        Encoding.UTF8.GetString(ErrorWriter.Body(
            client,
            Read(ApiDialect.AnthropicMessages, 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""),
            "r").Span));

    [Fact]
    public void Error_of_openai_names_field_and_code()
    {
        const string Body = """{"error":{"message":"bad","type":"invalid_request_error","param":"n","code":"c"}}""";

        var failure = Read(ApiDialect.OpenaiChat, 400, Body);

        Assert.Equal(Body, Encoding.UTF8.GetString(ErrorWriter.Body(ApiDialect.OpenaiResponses, failure).Span));
    }

    [Fact]
    public void Body_that_is_not_json_becomes_the_clients_error() => Assert.Equal(
        """{"type":"error","error":{"type":"api_error","message":"the upstream answered with HTTP status 502 and a body that is not JSON"}}""",
        Encoding.UTF8.GetString(ErrorWriter.Body(ApiDialect.AnthropicMessages, Read(ApiDialect.OpenaiChat, 502, "<html>")).Span));

    [Fact]
    public void Context_overflow_is_recognised_by_clients_of_either_vendor()
    {
        var failure = Read(ApiDialect.OpenaiChat, 400, """{"error":{"message":"maximum context length is 9","type":"invalid_request_error"}}""");

        Assert.Contains("\"prompt is too long: maximum", Text(ApiDialect.AnthropicMessages), StringComparison.Ordinal);
        Assert.Contains("\"code\":\"context_length_exceeded\"", Text(ApiDialect.OpenaiChat), StringComparison.Ordinal);

        string Text(ApiDialect client) => Encoding.UTF8.GetString(ErrorWriter.Body(client, failure).Span);
    }

    [Theory]
    [InlineData(ApiDialect.OpenaiChat, """{"error":{"message":"down","code":502}}""", 502)]
    [InlineData(ApiDialect.AnthropicMessages, """{"type":"error","error":{"type":"rate_limit_error","message":"down"}}""", 429)]
    [InlineData(ApiDialect.OpenaiResponses, """{"status":"failed","output":[],"error":{"code":"server_error","message":"down"}}""", 500)]
    public void Error_with_status_200_is_a_failure(ApiDialect upstream, string body, int status)
    {
        var failed = Assert.IsType<TranslatedAnswer.Failed>(Exchange.Of(ApiDialect.OpenaiChat, upstream).Answer(body));

        Assert.Equal(("down", status), (failed.Failure.Message, failed.Failure.Status));
    }

    [Theory]
    [InlineData("[]", "the upstream's answer could not be read: the body is not a JSON object")]
    [InlineData("<html>", "the upstream's answer could not be read: the body is not a JSON object")]
    [InlineData("{}", "the upstream's answer could not be read: the body has none of the dialect's fields")]
    public void Unreadable_answer_is_a_failure(string body, string message) => Assert.All(Enum.GetValues<ApiDialect>(), upstream =>
    {
        var failed = Assert.IsType<TranslatedAnswer.Failed>(Exchange.Of(ApiDialect.OpenaiChat, upstream).Answer(body));

        Assert.Equal(message, failed.Failure.Message);
    });

    private static UpstreamFailure Read(ApiDialect dialect, int status, string body) =>
        ErrorReader.Read(dialect, status, Encoding.UTF8.GetBytes(body));
}
