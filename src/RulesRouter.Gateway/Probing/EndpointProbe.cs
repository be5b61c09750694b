using System.Buffers;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Requests;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Probing;

/// <summary>Measures endpoints: calls one for a short stream, and notes when its first token and its end arrive.</summary>
internal sealed class EndpointProbe(UpstreamClients clients, UpstreamCredentials credentials, TimeProvider clock)
{
    /// <summary>The most that an answer has.</summary>
    private const int OutputTokens = 200;

    /// <summary>An upper bound for the prompt below, with what a vendor puts around it.</summary>
    private const int InputTokens = 100;

    /// <summary>Fewer tokens say nothing about speed.</summary>
    private const int MinTokens = 8;

    private const int ChunkBytes = 16 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly byte[] Body =
        """{"model":"","stream":true,"messages":[{"role":"user","content":"Write the numbers from 1 to 60 in words, separated by commas."}]}"""u8.ToArray();

    /// <summary>US dollars of one call at most; null if a price is unknown.</summary>
    public double? WorstCaseUsd(Endpoint endpoint) =>
        endpoint.IsFree ? 0 : CallCost.TotalOf(endpoint.Prices?.RatesAt(clock.GetUtcNow()), new TokenUsage(InputTokens, OutputTokens));

    /// <exception cref="OperationCanceledException">The caller stops.</exception>
    public async Task<ProbeCall> Call(Endpoint endpoint, CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            return await Measured(endpoint, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ProbeCall(FailureClass.Timeout, WorstCaseUsd(endpoint));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new ProbeCall(FailureClass.Unavailable, WorstCaseUsd(endpoint));
        }
    }

    private async Task<ProbeCall> Measured(Endpoint endpoint, CancellationToken stop)
    {
        var api = endpoint.Provider.Api!;
        var dialect = api.Dialects.Contains(ApiDialect.OpenaiChat) ? ApiDialect.OpenaiChat : api.Dialect;
        var target = new UpstreamTarget(endpoint.WireModel, OutputTokens, "probe", clock.GetUtcNow());
        var written = ClientRequest.Read(Body, ApiDialect.OpenaiChat).For(dialect, target);
        var credential = credentials.Of(endpoint.Provider);
        using var message = UpstreamMessage.Of(api, dialect, CallKind.Answer, credential, written.Body, isStream: true, [], "");
        var start = clock.GetTimestamp();
        using var http = await clients.Of(endpoint.Provider.Id).SendAsync(message, stop).ConfigureAwait(false);
        if (!http.IsSuccessStatusCode)
        {
            var error = await http.Content.ReadAsByteArrayAsync(stop).ConfigureAwait(false);
            var status = (int)http.StatusCode is var code and >= 400 and < 600 ? code : 502;
            return new ProbeCall(ErrorReader.Read(dialect, status, error).Class, 0);
        }

        using var stream = written.Stream();
        var first = await Read(http, stream, start, stop).ConfigureAwait(false);
        var whole = clock.GetElapsedTime(start);
        if (stream.State != StreamState.Completed || first is not { } began)
        {
            return new ProbeCall(stream.Failure?.Class ?? FailureClass.RejectedOutput, WorstCaseUsd(endpoint));
        }

        var cost = endpoint.IsFree ? 0
            : stream.Usage is { } usage ? CallCost.TotalOf(endpoint.Prices?.RatesAt(clock.GetUtcNow()), usage)
            : WorstCaseUsd(endpoint);
        return new ProbeCall(null, cost)
        {
            FirstTokenMs = began.TotalMilliseconds,
            TokensPerSecond = stream.Usage is { Output: >= MinTokens and var tokens } && whole > began
                ? (tokens - 1) / (whole - began).TotalSeconds
                : null,
        };
    }

    /// <summary>When the first content came; null if none did.</summary>
    private async Task<TimeSpan?> Read(HttpResponseMessage http, StreamTranslation translating, long start, CancellationToken stop)
    {
        TimeSpan? first = null;
        var (chunk, ignored) = (new byte[ChunkBytes], new ArrayBufferWriter<byte>());
        var stream = await http.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (translating.State == StreamState.Open)
            {
                var read = await stream.ReadAsync(chunk, stop).ConfigureAwait(false);
                ignored.ResetWrittenCount();
                if (read == 0)
                {
                    translating.End(ignored);
                }
                else
                {
                    translating.Write(chunk.AsMemory(0, read), ignored);
                }

                first ??= translating.ContentBegun ? clock.GetElapsedTime(start) : null;
            }
        }

        return first;
    }
}
