using System.Buffers;
using System.Text;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Requests;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Gateway.Tests.Dialects.Viewing;

namespace RulesRouter.Gateway.Tests.Dialects;

/// <summary>One request of a client to an upstream, and what comes back.</summary>
internal sealed class Exchange
{
    private readonly UpstreamRequest request;

    private Exchange(ApiDialect client, ApiDialect upstream, UpstreamRequest request)
    {
        Client = client;
        Upstream = upstream;
        this.request = request;
    }

    public static UpstreamTarget Target { get; } = new("wire-model", null, "answer", DateTimeOffset.UnixEpoch);

    public ApiDialect Client { get; }

    public ApiDialect Upstream { get; }

    public string Sent => Encoding.UTF8.GetString(request.Body.Span);

    public string Dropped => request.Dropped.ToString();

    /// <summary>What the client got of the last stream, before any view of it.</summary>
    public string Received { get; private set; } = "";

    public StreamTranslation? Translation { get; private set; }

    public static Exchange Of(ApiDialect client, ApiDialect upstream, string? body = null, UpstreamTarget? target = null) => new(
        client,
        upstream,
        ClientRequest.Read(Encoding.UTF8.GetBytes(body ?? Request(client)), client).For(upstream, target ?? Target));

    /// <summary>A request for a stream with usage.</summary>
    public static string Request(ApiDialect client) => client switch
    {
        ApiDialect.OpenaiResponses => """{"model":"m","input":"hello","stream":true}""",
        ApiDialect.AnthropicMessages => """{"model":"m","max_tokens":64,"messages":[{"role":"user","content":"hello"}],"stream":true}""",
        _ => """
            {"model":"m","messages":[{"role":"user","content":"hello"}],"stream":true,"stream_options":{"include_usage":true}}
            """,
    };

    public TranslatedAnswer Answer(string body) => request.Answer(Encoding.UTF8.GetBytes(body));

    public ViewedAnswer ViewAnswer(string body) =>
        ClientView.Answer(Client, Assert.IsType<TranslatedAnswer.Answered>(Answer(body)).Body.Span);

    /// <param name="chunk">Bytes that come at once; 0 is all.</param>
    /// <param name="breaks">The connection breaks after the bytes, instead of the upstream closing it.</param>
    public ViewedStream View(ReadOnlySpan<byte> stream, int chunk = 0, bool breaks = false, StreamExtension? extension = null)
    {
        using var translation = request.Stream(extension);
        var client = new ArrayBufferWriter<byte>();
        var size = chunk == 0 ? Math.Max(1, stream.Length) : chunk;
        for (var at = 0; at < stream.Length; at += size)
        {
            translation.Write(stream.Slice(at, Math.Min(size, stream.Length - at)).ToArray(), client);
        }

        if (breaks)
        {
            translation.Fail(UpstreamFailure.BrokenStream, client);
        }
        else
        {
            translation.End(client);
        }

        Translation = translation;
        Received = Encoding.UTF8.GetString(client.WrittenSpan);
        return ClientView.Stream(Client, client.WrittenSpan);
    }

    public ViewedStream View(string stream, int chunk = 0, bool breaks = false) => View(Encoding.UTF8.GetBytes(stream), chunk, breaks);
}
