using System.Net;
using System.Text;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>What class an error of an upstream has where its body breaks, and by the operator's own table.</summary>
public sealed class UpstreamErrorTests : IDisposable
{
    private readonly string table = Path.GetTempFileName();

    /// <summary>The status says that the upstream rejected the call: the class follows from it.</summary>
    [Theory]
    [InlineData(401, "authentication")]
    [InlineData(404, "model-not-found")]
    [InlineData(408, "timeout")]
    [InlineData(413, "context-overflow")]
    [InlineData(429, "rate-limited")]
    [InlineData(500, "unavailable")]
    [InlineData(529, "unavailable")]
    public async Task Error_whose_body_breaks_has_the_class_of_its_status_and_costs_nothing(int status, string failed)
    {
        await using var gateway = await RunningGateway.Start(["openai-chat", "openai-chat"], on: "context-overflow");
        gateway.Upstreams[0].Then(async (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 1_000;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("""{"error":{"mess"""));
            await context.Response.Body.FlushAsync();
        });

        var answer = await gateway.Chat();

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([$"p0/m0 {failed}", "p1/m1"], answer.Hops);
        Assert.Equal(0, answer.Extension.GetProperty("hops")[0].GetProperty("costUsd").GetDouble());
    }

    [Theory]
    [InlineData("openai-chat", """data: {"error":{"message":"no room","type":"server_error","code":"slow_down"}}""")]
    [InlineData("openai-responses", """
        event: error
        data: {"type":"error","code":"slow_down","message":"no room","param":null,"sequence_number":0}
        """)]
    [InlineData("anthropic-messages", """
        event: error
        data: {"type":"error","error":{"type":"slow_down","message":"no room"}}
        """)]
    public async Task Table_of_the_operator_classifies_errors_within_streams_and_bodies(string dialect, string events)
    {
        await File.WriteAllTextAsync(table, """{"rules":[{"class":"context-overflow","name":"slow_down","words":"no room"}]}""");
        await using var ours = await Start(dialect, table);
        await using var builtIn = await Start(dialect, null);
        foreach (var gateway in new[] { ours, builtIn })
        {
            gateway.Upstreams[0].Then(MockAnswers.Sends([events + "\n\n"]));
        }

        Assert.Equal(["p0/m0 context-overflow", "p1/m1"], (await ours.Chat(stream: true)).Hops);
        Assert.Equal(["p0/m0 unavailable", "p1/m1"], (await builtIn.Chat(stream: true)).Hops);
    }

    [Fact]
    public async Task Table_of_the_operator_classifies_an_error_in_a_body_of_success()
    {
        await File.WriteAllTextAsync(table, """{"rules":[{"class":"rate-limited","words":"no room"}]}""");
        await using var gateway = await Start("openai-chat", table);
        gateway.Upstreams[0].Then(MockAnswers.Fails(200, """{"error":{"message":"there is no room","type":"server_error"}}"""));

        Assert.Equal(["p0/m0 rate-limited", "p1/m1"], (await gateway.Chat()).Hops);
    }

    [Theory]
    [InlineData("gzip", "openai-chat")]
    [InlineData("deflate", "openai-responses")]
    [InlineData("br", "anthropic-messages")]
    [InlineData("GZIP", "anthropic-messages")]
    public async Task Answer_that_is_compressed_though_none_asked_for_it_is_read(string encoding, string dialect)
    {
        await using var gateway = await RunningGateway.Start(dialect);
        gateway.Upstreams[0].Otherwise = MockAnswers.Compressed(encoding, MockAnswers.Says("hello there"));

        foreach (var stream in (bool[])[false, true])
        {
            foreach (var answer in new[] { await gateway.Chat(stream), await gateway.Messages(stream), await gateway.Responses(stream) })
            {
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Contains("there", answer.Body, StringComparison.Ordinal);
                Assert.False(answer.Headers.ContainsKey("content-encoding"));
            }
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Answer_whose_compression_is_broken_or_unknown_leads_to_the_next_hop(string encoding)
    {
        await using var gateway = await RunningGateway.Start("openai-chat", "openai-chat");
        gateway.Upstreams[0].Otherwise = MockAnswers.Fails(200, "this is none of the encodings", ("content-encoding", encoding));

        foreach (var stream in (bool[])[false, true])
        {
            Assert.Equal(["p0/m0 unavailable", "p1/m1"], (await gateway.Chat(stream)).Hops);
        }
    }

    [Theory]
    [InlineData(
        302,
        "the upstream answered with HTTP status 302, a redirect, which the gateway does not follow; check the provider's `baseUrl`")]
    [InlineData(999, "the upstream answered with HTTP status 999")]
    public async Task Status_that_is_neither_success_nor_error_is_502_and_named(int status, string message)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        gateway.Upstreams[0].Otherwise = MockAnswers.Fails(status, "", ("location", "http://127.0.0.1:1/"));

        var answer = await gateway.Chat();

        Assert.Equal(HttpStatusCode.BadGateway, answer.Status);
        Assert.Equal(message, answer.Json.GetProperty("error").GetProperty("message").GetString());
    }

    /// <summary>The client's key is right: it never left the gateway.</summary>
    [Theory]
    [InlineData(
        401,
        "Incorrect API key provided: sk-op***tor",
        "the upstream rejected the gateway's credential with HTTP status 401; the client's is not sent to it")]
    [InlineData(403, "verify your organization", "the upstream does not permit this to the gateway's credential: verify your organization")]
    public async Task Credential_that_an_upstream_rejects_is_the_gateways(int status, string said, string message)
    {
        foreach (var dialect in (string[])["openai-chat", "openai-responses", "anthropic-messages"])
        {
            await using var gateway = await RunningGateway.Start(dialect);
            gateway.Upstreams[0].Otherwise = MockAnswers.Error(status, "invalid_api_key", said);

            var openai = await gateway.Responses();
            var anthropic = await gateway.Messages(stream: true);

            Assert.Equal((status, status), ((int)openai.Status, (int)anthropic.Status));
            Assert.Equal(message, openai.Json.GetProperty("error").GetProperty("message").GetString());
            Assert.Equal(message, anthropic.Json.GetProperty("error").GetProperty("message").GetString());
            Assert.DoesNotContain("invalid_api_key", openai.Body, StringComparison.Ordinal);
        }
    }

    public void Dispose() => File.Delete(table);

    private static Task<RunningGateway> Start(string dialect, string? errors) => RunningGateway.Start(
        [dialect, "openai-chat"],
        options => options with { Gateway = options.Gateway with { ErrorsPath = errors } },
        on: "context-overflow");
}
