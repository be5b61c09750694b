using System.Buffers;
using System.Collections.Concurrent;
using RulesRouter.Decisions;
using RulesRouter.Policies.Conditions;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Endpoints;

/// <summary>The bytes of one response and of its record lines, which are stored before it is sent. Instances are pooled.</summary>
internal sealed class Answer : IDisposable
{
    /// <summary>Bytes; larger buffers are not pooled.</summary>
    private const int MaxPooled = 1024 * 1024;

    private static readonly ConcurrentBag<Answer> Idle = [];

    private readonly CompactJson record = new();

    private Answer()
    {
    }

    /// <summary>The response.</summary>
    public CompactJson Json { get; } = new();

    /// <summary>Valid until the next decision is written.</summary>
    public ReadOnlyMemory<byte> Record => record.WrittenMemory;

    /// <summary>The ids of decisions that reserved a part of a budget.</summary>
    public List<string> Reserved { get; } = [];

    public static Answer Rent() => Idle.TryTake(out var idle) ? idle : new Answer();

    /// <summary>Writes the decision into the response and its line into the record; the shared part is serialised once.</summary>
    /// <param name="recorded">Null if recording is off.</param>
    /// <param name="commit">Of the policies; null if they are not from git.</param>
    public void Write(
        Decision decision,
        string decisionId,
        RecordedRequest? recorded,
        RequestFacts facts,
        bool isSimulated = false,
        string? commit = null)
    {
        var start = Json.Length;
        DecisionWriter.Write(Json, decision, decisionId, isSimulated, commit);
        if (recorded is not null)
        {
            var written = Json.Written[start..];
            var response = written[0] == ',' ? written[1..] : written;
            RecordLineWriter.Write(record, decisionId, isSimulated, recorded, facts, decision, response, commit);
        }
    }

    /// <summary>The server flushes at the end of the request.</summary>
    public void Send(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Json.Length;
        context.Response.BodyWriter.Write(Json.Written);
    }

    public void Dispose()
    {
        if (Json.Capacity > MaxPooled || record.Capacity > MaxPooled)
        {
            return;
        }

        Reserved.Clear();
        Json.Clear();
        record.Clear();
        Idle.Add(this);
    }
}
