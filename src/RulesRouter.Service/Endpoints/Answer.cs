using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;
using RulesRouter.Requests;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Endpoints;

/// <summary>The bytes of one response, and of the record's lines that are kept before it is sent. Used again for later requests.</summary>
internal sealed class Answer : IDisposable
{
    /// <summary>Bytes: enough for some hundred decisions at once.</summary>
    private const int MostKept = 1024 * 1024;

    private static readonly ConcurrentBag<Answer> Idle = [];

    private readonly ArrayBufferWriter<byte> body = new(4 * 1024);
    private readonly ArrayBufferWriter<byte> record = new(4 * 1024);
    private readonly Utf8JsonWriter line;

    private Answer()
    {
        Json = new Utf8JsonWriter(body, DecisionWriter.Options);
        line = new Utf8JsonWriter(record, DecisionWriter.Options);
    }

    /// <summary>Of the response.</summary>
    public Utf8JsonWriter Json { get; }

    public ReadOnlySpan<byte> Record => record.WrittenSpan;

    public static Answer Rent() => Idle.TryTake(out var idle) ? idle : new Answer();

    /// <summary>The decision into the response, and its line into the record; what both say is written once.</summary>
    /// <param name="recorded">Null where nothing is recorded.</param>
    public void Write(Decision decision, string decisionId, RecordedRequest? recorded, RequestFacts facts)
    {
        Json.Flush();
        var start = body.WrittenCount;
        DecisionWriter.Write(Json, decision, decisionId);
        if (recorded is null)
        {
            return;
        }

        Json.Flush();
        var written = body.WrittenSpan[start..];
        line.Reset();
        RecordLine.Write(line, decisionId, recorded, facts, decision, written[0] == ',' ? written[1..] : written);
        line.Flush();
        record.Write("\n"u8);
    }

    public async Task Send(HttpContext context)
    {
        await Json.FlushAsync().ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        context.Response.BodyWriter.Write(body.WrittenSpan);
    }

    public void Dispose()
    {
        if (body.Capacity > MostKept || record.Capacity > MostKept)
        {
            return;
        }

        body.ResetWrittenCount();
        record.ResetWrittenCount();
        Json.Reset();
        line.Reset();
        Idle.Add(this);
    }
}
