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

    public void Dispose() => File.Delete(table);

    private static Task<RunningGateway> Start(string dialect, string? errors) => RunningGateway.Start(
        [dialect, "openai-chat"],
        options => options with { Gateway = options.Gateway with { ErrorsPath = errors } },
        on: "context-overflow");
}
