using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RulesRouter.Gateway.Tests.Mock;

/// <summary>An upstream on a free loopback port that does what a script says, call by call, and then answers.</summary>
internal sealed class MockUpstream : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, UpstreamCall, Task>> script = new();
    private readonly ConcurrentQueue<UpstreamCall> calls = new();

    private MockUpstream(WebApplication app) => this.app = app;

    /// <summary>With <c>/v1</c>.</summary>
    public string BaseUrl => $"{app.Urls.Single()}/v1";

    public IReadOnlyList<UpstreamCall> Calls => [.. calls];

    /// <summary>Done with every call that the script does not mention.</summary>
    public Func<HttpContext, UpstreamCall, Task> Otherwise { get; set; } = MockAnswers.Says("hello there");

    public static async Task<MockUpstream> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var mock = new MockUpstream(builder.Build());
        mock.app.Run(mock.Answer);
        await mock.app.StartAsync();
        return mock;
    }

    /// <summary>What the next calls get, in their order.</summary>
    public MockUpstream Then(params Func<HttpContext, UpstreamCall, Task>[] answers)
    {
        foreach (var answer in answers)
        {
            script.Enqueue(answer);
        }

        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var call = new UpstreamCall(
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(),
                header => header.Value.ToString(),
                StringComparer.Ordinal),
            body.ToArray());
        calls.Enqueue(call);
        var completed = false;
        context.RequestAborted.Register(() =>
        {
            if (!completed)
            {
                call.Leave();
            }
        });
        try
        {
            await (script.TryDequeue(out var next) ? next : Otherwise)(context, call with { Path = context.Request.Path });
            completed = true;
        }
        catch (OperationCanceledException)
        {
            // The caller left.
        }
    }
}
