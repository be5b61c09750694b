using System.Buffers;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Requests;
using RulesRouter.Gateway.Dialects.Streams;
using RulesRouter.Gateway.Redacting;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Running;

/// <summary>One call of one hop: sends the request, reads the answer, and passes a stream on once it has content.</summary>
/// <param name="number">Of the calls of the chain, from 1.</param>
/// <param name="claim">Before the first content: whether no other call has answered.</param>
internal sealed class HopCall(
    ClientCall call,
    ChainHop hop,
    int number,
    ClientResponse response,
    ChainLimits limits,
    ErrorTable errors,
    CallTimer timer,
    Func<ValueTask<bool>> claim)
{
    private const int MaxErrorBytes = 1024 * 1024;
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    /// <summary>Bytes of a stream without content, such as comments, that are kept for the client.</summary>
    private const int MaxHeldBytes = 1024 * 1024;
    private const int ChunkBytes = 16 * 1024;

    /// <summary>For the rest of a stream after the answer is complete: then its connection can be used again.</summary>
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(1);

    private StreamTranslation? translation;
    private StreamRestoration? restoring;

    /// <summary>HTTP status of the upstream; null if there was none.</summary>
    public int? Status { get; private set; }

    /// <summary>Since the start of the client's request; null if there was no content.</summary>
    public TimeSpan? FirstContentAt { get; private set; }

    /// <summary>What the upstream stated; null if nothing.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>Why the stream that has begun to answer fails; null if it does not.</summary>
    public HopFailure? StreamFailure { get; private set; }

    /// <summary>The answer's id at the upstream; null without an answer of a model.</summary>
    public string? ResponseId { get; private set; }

    /// <summary>What the upstream did not get of the request, since the table of features calls that harmless.</summary>
    public FeatureSet Dropped { get; private set; }

    /// <param name="client">For calls of the hop's provider.</param>
    /// <param name="extension">Called when the last event of a stream is known.</param>
    public async Task<HopResult> Run(
        HttpMessageInvoker client,
        string? credential,
        UpstreamTarget target,
        Func<ReadOnlyMemory<byte>> extension)
    {
        var provider = hop.Endpoint.Provider;
        if (call.DialectAt(provider) is not { } dialect)
        {
            return CallFailures.Failed(FailureClass.ModelNotFound, Reached.NotSent, 404, $"`{provider.Id}` cannot express the request");
        }

        var written = call.Kind == CallKind.Answer ? call.Request.For(dialect, target, errors) : null;
        Dropped = written?.Dropped ?? FeatureSet.None;
        using var message = UpstreamMessage.Of(
            provider.Api!,
            dialect,
            call.Kind,
            credential,
            written?.Body ?? ModelField.Replace(call.Body, target.WireModel),
            call.IsStream,
            dialect == call.Dialect ? call.Headers : [],
            dialect == call.Dialect ? call.Query : "");
        if (dialect == call.Dialect && call.Idempotency is { } key)
        {
            message.Headers.TryAddWithoutValidation(IdempotencyKey.Header, key.For(hop.Endpoint));
        }

        timer.Allow(limits.FirstToken);
        try
        {
            using var http = await client.SendAsync(message, timer.Token).ConfigureAwait(false);
            Status = (int)http.StatusCode;
            if (!http.IsSuccessStatusCode)
            {
                return await Rejection(http, dialect).ConfigureAwait(false);
            }

            return call.IsStream && http.Content.Headers.ContentType?.MediaType != "application/json"
                ? await Stream(http, written!, dialect, new StreamExtension(ChainReport.Name, () => Extension(extension)))
                    .ConfigureAwait(false)
                : await Whole(http, written, dialect).ConfigureAwait(false);
        }
        catch (Exception exception) when (CallFailures.Covers(exception))
        {
            return CallFailures.Of(exception, timer, hop.Endpoint.Id, Reached.Accepted);
        }
    }

    private ReadOnlyMemory<byte> Extension(Func<ReadOnlyMemory<byte>> extension)
    {
        Usage = StatedBy(translation!);
        StreamFailure = translation!.Failure is { } failure ? new HopFailure(failure.Class, Reached.Answering) : null;
        return extension();
    }

    private async Task<HopResult> Rejection(HttpResponseMessage http, ApiDialect dialect)
    {
        var retry = RetryHeaders.Of(http.Headers, call.At);
        var body = Restored(await ErrorBody(http).ConfigureAwait(false));
        return CallFailures.Failed(ErrorReader.Read(dialect, (int)http.StatusCode, body, errors), Reached.Rejected, retry);
    }

    /// <summary>The status says that the upstream rejected the call: a body that breaks, takes too long or is too long is empty.</summary>
    private async Task<ReadOnlyMemory<byte>> ErrorBody(HttpResponseMessage http)
    {
        timer.Allow(limits.Idle);
        try
        {
            return await Body(http, MaxErrorBytes).ConfigureAwait(false) ?? ReadOnlyMemory<byte>.Empty;
        }
        catch (Exception exception) when (CallFailures.Covers(exception) && !timer.IsClientGone && !timer.IsSuperseded)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
    }

    private ReadOnlyMemory<byte> Restored(ReadOnlyMemory<byte> body) => call.Restoration?.Body(body) ?? body;

    private async Task<HopResult> Whole(HttpResponseMessage http, UpstreamRequest? written, ApiDialect dialect)
    {
        if (await Body(http, MaxAnswerBytes).ConfigureAwait(false) is not { } received)
        {
            return CallFailures.Failed(UpstreamFailure.Unreadable($"it has more than {MaxAnswerBytes} bytes"), Reached.Accepted);
        }

        var body = Restored(received);
        if (written is null)
        {
            Usage = StatedUsage.Of(body);
            return new HopResult.Received(body, null, RequestId(http));
        }

        switch (written.Answer(body))
        {
            case TranslatedAnswer.Failed(var failure):
                return CallFailures.Failed(failure, Reached.Accepted);
            case TranslatedAnswer.Answered when call.IsStream:
                return CallFailures.Failed(UpstreamFailure.Unreadable("it is no stream"), Reached.Accepted);
            case TranslatedAnswer.Answered(var translated, var answer):
                Usage = answer.Usage;
                ResponseId = answer.Head.Id;
                return new HopResult.Received(translated, answer, RequestId(http));
            default:
                throw new System.Diagnostics.UnreachableException($"{dialect}");
        }
    }

    /// <summary>Null if it is longer than the limit.</summary>
    private async Task<ReadOnlyMemory<byte>?> Body(HttpResponseMessage http, int limit)
    {
        var stream = await AnswerBody.Open(http, timer.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // One byte more than stated: the end is seen without a larger buffer.
            var stated = http.Content.Headers.ContentLength is { } length and < MaxErrorBytes ? (int)length + 1 : ChunkBytes;
            var body = new ArrayBufferWriter<byte>(stated);
            while (body.WrittenCount <= limit)
            {
                var read = await stream.ReadAsync(body.GetMemory(1), timer.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    return body.WrittenMemory;
                }

                body.Advance(read);
            }

            return null;
        }
    }

    private async Task<HopResult> Stream(
        HttpResponseMessage http,
        UpstreamRequest written,
        ApiDialect dialect,
        StreamExtension extension)
    {
        var collector = new AnswerCollector();
        using var translating = call.IsBuffered ? written.Collect(collector) : written.Stream(extension);
        using var restored = call.Restoration is { } restoration ? new StreamRestoration(dialect, restoration) : null;
        (translation, restoring) = (translating, restored);
        var chunks = new StreamChunks(await AnswerBody.Open(http, timer.Token).ConfigureAwait(false));
        try
        {
            await using (chunks.ConfigureAwait(false))
            {
                return call.IsBuffered
                    ? await Buffer(chunks, translating, () => new HopResult.Received(default, collector.Answer, RequestId(http))
                    {
                        Stream = written,
                    }).ConfigureAwait(false)
                    : await Stream(chunks, translating, RequestId(http)).ConfigureAwait(false);
            }
        }
        finally
        {
            Usage = StatedBy(translating);
            ResponseId = translating.Head?.Id;
        }
    }

    /// <summary>A stream that breaks has stated a part of its usage at most.</summary>
    private static TokenUsage? StatedBy(StreamTranslation stream) => stream.State == StreamState.Completed ? stream.Usage : null;

    private async Task<HopResult> Stream(StreamChunks chunks, StreamTranslation translating, string? requestId)
    {
        var held = new ArrayBufferWriter<byte>();
        while (FirstContentAt is null)
        {
            Translate(translating, await chunks.Next(timer.Token).ConfigureAwait(false), held);
            if (translating.State == StreamState.Failed)
            {
                return CallFailures.Failed(translating.Failure!, Reached.Accepted) with
                {
                    Held = translating.ContentBegun ? held.WrittenMemory : (ReadOnlyMemory<byte>?)null,
                };
            }

            if (translating.ContentBegun || translating.State == StreamState.Completed)
            {
                if (!await claim().ConfigureAwait(false))
                {
                    return new HopResult.Abandoned();
                }

                FirstContentAt = response.Elapsed;
                response.Announce("text/event-stream", hop.Endpoint, number, Dropped.ToString(), call.LoweredMaximum(hop), requestId);
                response.Writer.Write(held.WrittenSpan);
                await response.Flush().ConfigureAwait(false);
            }
            else if (held.WrittenCount > MaxHeldBytes)
            {
                return CallFailures.Failed(UpstreamFailure.Unreadable("it has no content"), Reached.Accepted);
            }
        }

        return await Forward(chunks, translating).ConfigureAwait(false);
    }

    /// <summary>Reads all of a stream; the client waits.</summary>
    private async Task<HopResult> Buffer(
        StreamChunks chunks,
        StreamTranslation collecting,
        Func<HopResult.Received> complete)
    {
        var received = new ArrayBufferWriter<byte>();
        var nowhere = new ArrayBufferWriter<byte>();
        while (collecting.State == StreamState.Open)
        {
            var read = await chunks.Next(timer.Token).ConfigureAwait(false);
            var restored = read.IsEmpty ? restoring?.End() ?? default : restoring?.Write(read) ?? read;
            received.Write(restored.Span);
            if (!restored.IsEmpty)
            {
                collecting.Write(restored, nowhere);
            }

            if (read.IsEmpty)
            {
                collecting.End(nowhere);
            }

            if (received.WrittenCount > MaxAnswerBytes)
            {
                return CallFailures.Failed(UpstreamFailure.Unreadable($"it has more than {MaxAnswerBytes} bytes"), Reached.Accepted);
            }

            if (collecting.ContentBegun)
            {
                FirstContentAt ??= response.Elapsed;
                timer.Allow(limits.Idle);
            }
        }

        return collecting.State == StreamState.Failed
            ? CallFailures.Failed(collecting.Failure!, Reached.Accepted)
            : complete() with { Body = received.WrittenMemory };
    }

    /// <summary>From now on a failure is an event of the client's stream.</summary>
    private async Task<HopResult> Forward(StreamChunks chunks, StreamTranslation translating)
    {
        try
        {
            while (translating.State == StreamState.Open)
            {
                timer.Allow(limits.Idle);
                var read = await chunks.Next(timer.Token).ConfigureAwait(false);

                // A client that reads slowly is no pause of the upstream.
                timer.Allow(limits.Total);
                Translate(translating, read, response.Writer);
                await response.Flush().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (CallFailures.Covers(exception))
        {
            if (CallFailures.Of(exception, timer, hop.Endpoint.Id, Reached.Answering) is not HopResult.Failed failed)
            {
                return new HopResult.Abandoned();
            }

            translating.Write(restoring?.End() ?? default, response.Writer);
            translating.Fail(failed.Error, response.Writer);
            await response.Flush().ConfigureAwait(false);
            return failed with { Failure = failed.Failure with { Reached = Reached.Answering } };
        }

        if (translating.State == StreamState.Failed)
        {
            if (translating.Failure == UpstreamFailure.BrokenStream)
            {
                await response.Abort().ConfigureAwait(false);
            }

            return CallFailures.Failed(translating.Failure!, Reached.Answering);
        }

        await Drain(chunks, translating).ConfigureAwait(false);
        return new HopResult.Streamed();
    }

    private async Task Drain(StreamChunks chunks, StreamTranslation translating)
    {
        timer.Allow(Draining);
        try
        {
            while (await chunks.Next(timer.Token).ConfigureAwait(false) is { IsEmpty: false } read)
            {
                Translate(translating, read, response.Writer);
                await response.Flush().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (CallFailures.Covers(exception))
        {
            // The client has the whole answer; only the connection is lost.
        }
    }

    private void Translate(StreamTranslation translating, ReadOnlyMemory<byte> read, IBufferWriter<byte> to)
    {
        if (!read.IsEmpty)
        {
            translating.Write(restoring?.Write(read) ?? read, to);
            return;
        }

        if (restoring?.End() is { IsEmpty: false } rest)
        {
            translating.Write(rest, to);
        }

        translating.End(to);
    }

    private static string? RequestId(HttpResponseMessage http) =>
        http.Headers.NonValidated.TryGetValues("x-request-id", out var openai) ? openai.ToString()
        : http.Headers.NonValidated.TryGetValues("request-id", out var anthropic) ? anthropic.ToString()
        : null;
}
