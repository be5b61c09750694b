using System.Buffers;
using System.Collections.Immutable;
using RulesRouter.Service.Access;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Service.Endpoints;

/// <summary>
/// The decisions of a batch, in chunks: several cores decide, each chunk has buffers of its own, and they are recorded and sent one after
/// the other, in the order of the requests.
/// </summary>
internal sealed class BatchAnswer : IDisposable
{
    /// <summary>Requests in a chunk: enough to be worth a thread, few enough for its buffers to be pooled.</summary>
    private const int ChunkSize = 32;

    private static readonly byte[] Head = "{\"decisions\":["u8.ToArray();
    private static readonly byte[] Tail = "]}"u8.ToArray();

    private readonly Answer[] chunks;

    private BatchAnswer(int count) => chunks = new Answer[count];

    public IReadOnlyList<Answer> Chunks => chunks;

    public static BatchAnswer Of(DecisionHandler handler, ImmutableArray<BatchItem> requests, Call call)
    {
        var batch = new BatchAnswer((requests.Length + ChunkSize - 1) / ChunkSize);
        var threads = handler.AreIndependent(requests) ? Environment.ProcessorCount : 1;
        if (threads == 1 || batch.chunks.Length == 1)
        {
            for (var chunk = 0; chunk < batch.chunks.Length; chunk++)
            {
                batch.Decide(chunk, handler, requests, call);
            }
        }
        else
        {
            Parallel.For(
                0,
                batch.chunks.Length,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                chunk => batch.Decide(chunk, handler, requests, call));
        }

        return batch;
    }

    /// <summary>The server flushes at the end of the request.</summary>
    public void Send(HttpContext context)
    {
        var body = context.Response.BodyWriter;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Head.Length + chunks.Sum(chunk => chunk.Json.Length) + chunks.Length - 1 + Tail.Length;
        body.Write(Head);
        for (var chunk = 0; chunk < chunks.Length; chunk++)
        {
            body.Write(chunk == 0 ? [] : ","u8);
            body.Write(chunks[chunk].Json.Written);
        }

        body.Write(Tail);
    }

    public void Dispose()
    {
        foreach (var chunk in chunks)
        {
            chunk?.Dispose();
        }
    }

    private void Decide(int chunk, DecisionHandler handler, ImmutableArray<BatchItem> requests, Call call)
    {
        var answer = chunks[chunk] = Answer.Rent();
        for (var index = chunk * ChunkSize; index < Math.Min(requests.Length, (chunk + 1) * ChunkSize); index++)
        {
            handler.Handle(requests[index], $"/requests/{index}", call, answer)?.Write(answer.Json);
        }
    }
}
