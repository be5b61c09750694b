using System.Text.Json;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>The record says of each decision what came of its calls.</summary>
public sealed class RecordedCallsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-calls-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decision_is_returned_with_its_calls(bool stream)
    {
        await using var gateway = await Start("openai-chat", "anthropic-messages");
        gateway.Upstreams[0].Otherwise = MockAnswers.Error(503, "server_error", "down");

        var answer = await gateway.Chat(stream);
        var calls = (await Recorded(gateway, answer)).GetProperty("calls");

        Assert.Equal(("p1/m1", "m1"), (calls.GetProperty("endpoint").GetString(), calls.GetProperty("model").GetString()));
        Assert.Equal(
            ["p0/m0 unavailable 503", "p1/m1 answered 200"],
            calls.GetProperty("hops").EnumerateArray().Select(call =>
                $"{call.GetProperty("endpoint")} {(call.TryGetProperty("failed", out var failed) ? failed : "answered")} {call.GetProperty("status")}"));
        Assert.Equal(
            answer.Extension.GetProperty("costUsd").GetDouble(),
            calls.GetProperty("costUsd").GetDouble());
    }

    [Fact]
    public async Task Reason_against_an_answer_is_not_recorded_since_it_may_quote_it()
    {
        await using var gateway = await Start("openai-chat");
        gateway.Upstreams[0].Otherwise = MockAnswers.Says("quokkanut");

        var answer = await gateway.Post(
            "/openai/v1/chat/completions",
            """
            {"model":"policy/all","messages":[{"role":"user","content":"hi"}],
             "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}}}
            """);
        var calls = (await Recorded(gateway, answer)).GetProperty("calls");

        Assert.Equal(JsonValueKind.String, answer.Extension.GetProperty("hops")[0].GetProperty("rejected").ValueKind);
        Assert.Equal(JsonValueKind.True, calls.GetProperty("hops")[0].GetProperty("rejected").ValueKind);
    }

    [Fact]
    public async Task Call_that_the_client_left_is_recorded()
    {
        await using var gateway = await Start("openai-chat");
        var called = new TaskCompletionSource();
        gateway.Upstreams[0].Otherwise = async (context, _) =>
        {
            called.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var leaving = new CancellationTokenSource();
        using var request = RunningGateway.Request(
            "/openai/v1/chat/completions", """{"model":"policy/all","messages":[{"role":"user","content":"hi"}]}""");

        var asking = gateway.Client.SendAsync(request, leaving.Token);
        await called.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        var line = await Until(() => Lines().FirstOrDefault(line => line.Contains("\"calls\"", StringComparison.Ordinal)));
        using var recorded = JsonDocument.Parse(line);
        Assert.True(recorded.RootElement.GetProperty("calls").GetProperty("hops")[0].GetProperty("cancelled").GetBoolean());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<RunningGateway> Start(params string[] dialects) => RunningGateway.Start(
        dialects,
        options => RunningGateway.Within(options, limits => limits with { Retries = 0 }) with
        {
            RecordPath = Path.Combine(folder, "record"),
        });

    /// <summary>The decision with its calls, which are recorded after the client has its answer.</summary>
    private static async Task<JsonElement> Recorded(RunningGateway gateway, RunningGateway.Answer answer)
    {
        var path = new Uri($"/v1/decisions/{answer.Headers["x-rulesrouter-decision-id"]}", UriKind.Relative);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var found = JsonDocument.Parse(await gateway.Client.GetStringAsync(path, limit.Token)).RootElement;
            if (found.TryGetProperty("calls", out _))
            {
                return found;
            }
        }
    }

    private IEnumerable<string> Lines()
    {
        using var file = new FileStream(
            Directory.GetFiles(Path.Combine(folder, "record"), "*.jsonl").Single(), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n');
    }

    private static async Task<string> Until(Func<string?> found)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (found() is { } line)
            {
                return line;
            }

            await Task.Delay(10, limit.Token);
        }
    }
}
