using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>
/// The upstream of all contestants: answers of Chat Completions as fast as possible. A request whose body has <c>"stream":true</c> gets
/// one event per token, each sent by itself; one that also has <c>"seed":1</c> gets two tokens, and then nothing until the caller leaves.
/// </summary>
internal static class UpstreamHost
{
    /// <summary>Of a stream.</summary>
    public const int Tokens = 500;

    /// <summary>
    /// Answers how many callers have left in the middle of a stream, and when the last one did, in ticks of the stopwatch.
    /// </summary>
    public const string LeftPath = "/left";

    private static long left;
    private static long lastLeft;

    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        $$$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"{{{{new string('a', 800)}}}}","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":500,"completion_tokens":200,"total_tokens":700,"prompt_tokens_details":{"cached_tokens":0}}}""");

    private static readonly byte[] First = Event("""{"role":"assistant","content":""}""", "null");
    private static readonly byte[] Token = Event("""{"content":" word"}""", "null");
    private static readonly byte[] Last = [.. Event("{}", "\"stop\""), .. "data: [DONE]\n\n"u8];

    public static void Run(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.Run(Answer);
        app.Run();
    }

    private static async Task Answer(HttpContext context)
    {
        if (context.Request.Path == LeftPath)
        {
            await context.Response.WriteAsync($"{Volatile.Read(ref left)} {Volatile.Read(ref lastLeft)}");
            return;
        }

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var sent = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (sent.Span.IndexOf("\"stream\":true"u8) < 0)
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Whole.Length;
            await context.Response.BodyWriter.WriteAsync(Whole);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(First);
        var stalls = sent.Span.IndexOf("\"seed\":1"u8) >= 0;
        for (var token = 0; token < (stalls ? 2 : Tokens); token++)
        {
            await context.Response.BodyWriter.WriteAsync(Token, context.RequestAborted);
        }

        if (stalls)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Volatile.Write(ref lastLeft, Stopwatch.GetTimestamp());
            Interlocked.Increment(ref left);
            return;
        }

        await context.Response.BodyWriter.WriteAsync(Last);
    }

    private static byte[] Event(string delta, string finish) => Encoding.UTF8.GetBytes(
        $$$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{{{{delta}}}},"logprobs":null,"finish_reason":{{{{finish}}}}}]}""" + "\n\n");
}
