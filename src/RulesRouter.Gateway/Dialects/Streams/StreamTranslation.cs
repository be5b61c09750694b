using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>
/// Translates one stream: takes the upstream's bytes as they come, writes the client's. Where both have the same dialect, the client gets
/// the upstream's events byte for byte, each when it is whole.
/// </summary>
internal sealed class StreamTranslation : IDisposable
{
    private readonly ApiDialect client;
    private readonly bool isSame;
    private readonly bool wantsUsage;
    private readonly StreamExtension extension;
    private readonly SseParser parser = new();
    private readonly EventOutput output = new();
    private readonly EventReader reader;
    private readonly TrackedSink sink;
    private readonly Func<SseEvent, bool> handle;
    private readonly Func<ReadOnlyMemory<byte>, int?>? forwardRun;
    private byte[] last = [];
    private long sequence;
    private bool isErrorWritten;

    public StreamTranslation(ApiDialect client, ApiDialect upstream, AnswerSettings settings, StreamExtension extension)
    {
        this.client = client;
        this.extension = extension;
        isSame = client == upstream;
        wantsUsage = settings.WantsUsage || client != ApiDialect.OpenaiChat;
        reader = Reader(upstream, settings);
        sink = new TrackedSink(isSame ? null : Writer(client, settings));
        handle = Handle;
        forwardRun = isSame ? ForwardRun : null;
    }

    /// <summary>Reads a stream for what it says: no client gets it.</summary>
    public StreamTranslation(ApiDialect upstream, AnswerSettings settings, AnswerCollector collector)
    {
        client = upstream;
        extension = StreamExtension.None;
        reader = Reader(upstream, settings);
        sink = new TrackedSink(collector);
        handle = Handle;
    }

    /// <summary>Text, reasoning, a refusal, a call or another part came: from now on no other upstream may answer.</summary>
    public bool ContentBegun => sink.ContentBegun;

    public StreamState State => sink.State;

    /// <summary>Why the stream failed; null unless it did.</summary>
    public UpstreamFailure? Failure => sink.Failure;

    /// <summary>What identifies the answer; null until the upstream stated it.</summary>
    public AnswerHead? Head => sink.Head;

    /// <summary>What the upstream stated so far; null if nothing.</summary>
    public TokenUsage? Usage => sink.LastUsage;

    /// <summary>Null until the upstream stated it.</summary>
    public Finish? Finish => sink.LastFinish;

    /// <summary>The answer has parts that a client of another dialect does not get.</summary>
    public bool HasForeignParts => sink.HasForeign;

    /// <summary>Reads the next bytes of the upstream.</summary>
    public void Write(ReadOnlyMemory<byte> chunk, IBufferWriter<byte> to)
    {
        output.To = to;
        parser.Read(chunk, handle, forwardRun);
        if (parser.IsOverLimit)
        {
            FailHere(UpstreamFailure.Unreadable($"an event has more than {SseParser.MaxEventBytes} bytes"));
        }
    }

    /// <summary>
    /// The upstream closed the stream. Without its dialect's proper end the stream fails, and the client gets no more events: the caller
    /// aborts the client's connection, so that what is a broken answer here is one there.
    /// </summary>
    public void End(IBufferWriter<byte> to)
    {
        output.To = to;
        if (parser.TryLast(out var unfinished))
        {
            Handle(unfinished);
        }
        else if (State == StreamState.Completed)
        {
            Forward(parser.Pending);
        }

        if (State == StreamState.Open)
        {
            Abandon();
        }
    }

    /// <summary>The connection broke, or the gateway gives the stream up, as after a timeout: the client gets an error.</summary>
    public void Fail(UpstreamFailure failure, IBufferWriter<byte> to)
    {
        output.To = to;
        FailHere(failure);
    }

    public void Dispose()
    {
        parser.Dispose();
        output.Dispose();
    }

    private static EventReader Reader(ApiDialect upstream, AnswerSettings settings) => upstream switch
    {
        ApiDialect.OpenaiChat => new ChatEventReader(settings),
        ApiDialect.OpenaiResponses => new ResponsesEventReader(settings),
        ApiDialect.AnthropicMessages => new MessagesEventReader(settings),
        _ => throw new UnreachableException($"{upstream}"),
    };

    private AnswerSink Writer(ApiDialect dialect, AnswerSettings settings) => dialect switch
    {
        ApiDialect.OpenaiChat => new ChatStreamWriter(output, settings, extension),
        ApiDialect.OpenaiResponses => new ResponsesStreamWriter(output, settings, extension),
        ApiDialect.AnthropicMessages => new MessagesStreamWriter(output, settings, extension),
        _ => throw new UnreachableException($"{dialect}"),
    };

    private bool Handle(SseEvent found)
    {
        if (sink.State != StreamState.Open)
        {
            Forward(sink.State == StreamState.Completed ? found.Raw : default);
            return true;
        }

        if (found.Data.Length == 0)
        {
            Forward(found.Raw);
            return true;
        }

        if (IsDone(found.Data.Span))
        {
            if (!reader.Done(sink))
            {
                Abandon();
                return false;
            }

            FlushLast();
            Forward(found.Raw);
            return true;
        }

        using var document = Parsing.Object(found.Data);
        if (document is not null)
        {
            Handle(document.RootElement, found.Raw);
        }
        else if (isSame)
        {
            Forward(found.Raw);
        }
        else
        {
            sink.Fail(UpstreamFailure.Unreadable("an event is not a JSON object"));
        }

        return true;
    }

    private void Handle(JsonElement data, ReadOnlyMemory<byte> raw)
    {
        var step = reader.Read(data, sink);
        if (!isSame)
        {
            return;
        }

        if (client == ApiDialect.OpenaiResponses)
        {
            sequence = Math.Max(sequence, data.Integer("sequence_number") ?? 0);
        }

        switch (step)
        {
            case StreamStep.UsageOnly when !wantsUsage:
            case StreamStep.Omit:
                break;
            case StreamStep.ForwardLast or StreamStep.UsageOnly:
                Forward(last);
                last = raw.ToArray();
                isErrorWritten |= sink.State == StreamState.Failed;
                break;
            case StreamStep.Forward:
                Forward(last);
                last = [];
                Forward(raw);
                break;
            default:
                throw new UnreachableException($"{step}");
        }

        if (sink.State != StreamState.Open)
        {
            FlushLast();
            WriteFailure();
        }
    }

    /// <summary>Most events of a stream say nothing that the gateway needs: they pass without being read one by one.</summary>
    /// <returns>Bytes; null while that cannot be said of any event.</returns>
    private int? ForwardRun(ReadOnlyMemory<byte> events)
    {
        var decisive = reader.Decisive;
        if (decisive.IsEmpty || last.Length > 0 || !ContentBegun || State != StreamState.Open)
        {
            return null;
        }

        var run = events[..events.Span.LengthWithout(decisive)];
        if (client == ApiDialect.OpenaiResponses)
        {
            sequence = Math.Max(sequence, run.Span.LastNumber("\"sequence_number\":"u8));
        }

        Forward(run);
        return run.Length;
    }

    private void Forward(ReadOnlyMemory<byte> raw)
    {
        if (isSame)
        {
            output.Raw(raw.Span);
        }
    }

    /// <summary>The last event gets the gateway's field before its closing brace, once it is known that the answer ends with it.</summary>
    private void FlushLast()
    {
        var bytes = last.AsSpan();
        last = [];
        var brace = bytes.LastIndexOf((byte)'}');
        if (brace < 0 || !isSame || (sink.State == StreamState.Failed && !isErrorWritten) || extension.Value() is not { Length: > 0 } value)
        {
            output.Raw(bytes);
            return;
        }

        output.Raw(bytes[..brace]);
        output.Raw(bytes[..brace].TrimEnd(" \t"u8).EndsWith("{"u8) ? "\""u8 : ",\""u8);
        output.Raw(JsonEncodedText.Encode(extension.Name).EncodedUtf8Bytes);
        output.Raw("\":"u8);
        output.Raw(value.Span);
        output.Raw(bytes[brace..]);
    }

    private void FailHere(UpstreamFailure failure)
    {
        if (sink.State != StreamState.Open)
        {
            return;
        }

        sink.Fail(failure);
        FlushLast();
        WriteFailure();
    }

    private void Abandon()
    {
        isErrorWritten = true;
        sink.Abandon(UpstreamFailure.BrokenStream);
        FlushLast();
    }

    /// <summary>Where the client gets the upstream's bytes, no writer wrote the error.</summary>
    private void WriteFailure()
    {
        if (isSame && !isErrorWritten && sink.Failure is { } failure)
        {
            isErrorWritten = true;
            StreamErrors.Write(output, client, failure, sequence + 1, extension);
        }
    }

    private static bool IsDone(ReadOnlySpan<byte> data) => data.Trim((byte)' ').SequenceEqual("[DONE]"u8);
}
