using System.Buffers;
using System.Collections.Concurrent;
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

    private readonly CompactJson record = new();

    private Answer()
    {
    }

    /// <summary>Of the response.</summary>
    public CompactJson Json { get; } = new();

    public ReadOnlySpan<byte> Record => record.Written;

    public static Answer Rent() => Idle.TryTake(out var idle) ? idle : new Answer();

    /// <summary>The decision into the response, and its line into the record; what both say is written once.</summary>
    /// <param name="recorded">Null where nothing is recorded.</param>
    public void Write(Decision decision, string decisionId, RecordedRequest? recorded, RequestFacts facts)
    {
        var start = Json.Length;
        DecisionWriter.Write(Json, decision, decisionId);
        if (recorded is not null)
        {
            var written = Json.Written[start..];
            RecordLine.Write(record, decisionId, recorded, facts, decision, written[0] == ',' ? written[1..] : written);
        }
    }

    /// <summary>The server flushes when the request is done.</summary>
    public void Send(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Json.Length;
        context.Response.BodyWriter.Write(Json.Written);
    }

    public void Dispose()
    {
        if (Json.Capacity > MostKept || record.Capacity > MostKept)
        {
            return;
        }

        Json.Clear();
        record.Clear();
        Idle.Add(this);
    }
}
