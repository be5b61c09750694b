using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;

namespace RulesRouter.Gateway.Running;

/// <summary>
/// The response to the client. A stream that has no content after a while gets headers and keep-alive events, after which an answer can
/// still come from any upstream.
/// </summary>
internal sealed class ClientResponse(
    HttpContext context,
    ApiDialect dialect,
    bool isStream,
    string decisionId,
    ChainLimits limits,
    TimeProvider clock) : IDisposable
{
    public const string DecisionHeader = "x-rulesrouter-decision-id";
    public const string EndpointHeader = "x-rulesrouter-endpoint";
    public const string HopsHeader = "x-rulesrouter-hops";
    public const string DroppedHeader = "x-rulesrouter-dropped";
    public const string MaximumHeader = "x-rulesrouter-max-output-tokens";

    public const string DisclosureHeader = "x-rulesrouter-disclosure";

    /// <summary>The disclosure of every answer: a model wrote it.</summary>
    public const string MachineGenerated = "machine-generated";

    private static readonly byte[] Ping = Encoding.UTF8.GetBytes("event: ping\ndata: {\"type\": \"ping\"}\n\n");
    private static readonly byte[] Comment = Encoding.UTF8.GetBytes(": waiting for an upstream\n\n");

    private static readonly TimeSpan BeforeAbort = TimeSpan.FromMilliseconds(100);

    private readonly long started = clock.GetTimestamp();
    private readonly SemaphoreSlim writing = new(1);
    private TimeSpan nextKeepAlive = limits.CommitAfter;
    private volatile bool isClaimed;

    /// <summary>What an answer states of its origin; null for nothing.</summary>
    public string? Disclosure { get; init; }

    /// <summary>Headers are with the client: its status stays 200.</summary>
    public bool HasStarted => context.Response.HasStarted;

    public PipeWriter Writer => context.Response.BodyWriter;

    public CancellationToken ClientGone => context.RequestAborted;

    /// <summary>Since the client's request.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(started);

    /// <summary>Until the client needs a sign that its stream is alive; null if it needs none, or a call has begun to answer it.</summary>
    public TimeSpan? UntilKeepAlive => isStream && !isClaimed ? nextKeepAlive - Elapsed : null;

    public void Dispose() => writing.Dispose();

    /// <summary>Sends a keep-alive event, unless a call begins to answer.</summary>
    public async Task KeepAlive()
    {
        await writing.WaitAsync(ClientGone).ConfigureAwait(false);
        try
        {
            if (!isClaimed)
            {
                await SendKeepAlive().ConfigureAwait(false);
            }
        }
        finally
        {
            writing.Release();
        }

        nextKeepAlive = Elapsed + limits.CommitAfter;
    }

    /// <summary>Before the first content: no keep-alive event follows, and one that is being written ends first.</summary>
    public async ValueTask EndKeepAlive()
    {
        isClaimed = true;
        await writing.WaitAsync(ClientGone).ConfigureAwait(false);
        writing.Release();
    }

    /// <summary>Announces the answer of an endpoint; nothing once headers are with the client.</summary>
    /// <param name="maximum">The maximum of output that it got, lower than the client's; null if it got the client's.</param>
    /// <param name="requestId">The upstream's id of the call; null if it states none.</param>
    public void Announce(string contentType, Catalog.Endpoint endpoint, int calls, string dropped, int? maximum, string? requestId)
    {
        if (HasStarted)
        {
            return;
        }

        var headers = context.Response.Headers;
        headers[EndpointHeader] = (string)endpoint.Id;
        headers[HopsHeader] = calls.ToString(CultureInfo.InvariantCulture);
        if (dropped.Length > 0)
        {
            headers[DroppedHeader] = dropped;
        }

        if (maximum is { } tokens)
        {
            headers[MaximumHeader] = tokens.ToString(CultureInfo.InvariantCulture);
        }

        Prepare(StatusCodes.Status200OK, contentType, requestId);
    }

    public async ValueTask Flush() => await Writer.FlushAsync(ClientGone).ConfigureAwait(false);

    /// <summary>Sends a whole body.</summary>
    public async Task Send(ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        await Writer.WriteAsync(body, ClientGone).ConfigureAwait(false);
    }

    /// <summary>Sends an error with its status; headers must not be with the client.</summary>
    /// <param name="retry">What the upstream says about calling it again.</param>
    public async Task SendError(int status, ReadOnlyMemory<byte> body, int calls, IEnumerable<KeyValuePair<string, string>> retry)
    {
        foreach (var (name, value) in retry)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers[HopsHeader] = calls.ToString(CultureInfo.InvariantCulture);
        Prepare(status, "application/json", null);
        await Send(body).ConfigureAwait(false);
    }

    /// <summary>Breaks the client's connection: what it has so far is no answer.</summary>
    public async Task Abort()
    {
        // What is flushed is on its way; at once, the server would discard it.
        await Task.Delay(BeforeAbort, CancellationToken.None).ConfigureAwait(false);
        context.Abort();
    }

    private void Prepare(int status, string contentType, string? requestId)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        var headers = context.Response.Headers;
        headers[DecisionHeader] = decisionId;
        headers[dialect == ApiDialect.AnthropicMessages ? "request-id" : "x-request-id"] = requestId ?? decisionId;
        if (Disclosure is { } disclosure && status == StatusCodes.Status200OK)
        {
            headers[DisclosureHeader] = disclosure;
        }

        if (isStream && status == StatusCodes.Status200OK)
        {
            headers.CacheControl = "no-cache";
            headers["x-accel-buffering"] = "no";
        }
    }

    private async Task SendKeepAlive()
    {
        if (!HasStarted)
        {
            Prepare(StatusCodes.Status200OK, "text/event-stream", null);
        }

        await Writer.WriteAsync(dialect == ApiDialect.AnthropicMessages ? Ping : Comment, ClientGone).ConfigureAwait(false);
    }
}
