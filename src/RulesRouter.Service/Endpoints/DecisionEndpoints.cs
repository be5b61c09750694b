using System.Buffers;
using RulesRouter.Access;
using RulesRouter.Service.Access;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>POST /v1/decisions</c> and <c>POST /v1/decisions/batch</c>.</summary>
internal sealed class DecisionEndpoints(DecisionHandler handler, RequestBody bodies, ConcurrencyLimit limit)
{
    private const string OnePath = "/v1/decisions";
    private const string BatchPath = "/v1/decisions/batch";

    /// <summary>Whether this class answers the request; all its answers have a body.</summary>
    public static bool Answers(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path.Value is OnePath or BatchPath;

    public void Map(WebApplication app)
    {
        app.MapPost(OnePath, Limited(One))
            .Needs(AccessScope.Decide)
            .WithTags("Decisions")
            .WithName("decide")
            .WithSummary("Chooses the endpoint and fallbacks for a request, with constraints and obligations")
            .Produces(200, contentType: "application/json")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(408)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429)
            .ProducesProblem(503);
        app.MapPost(BatchPath, Limited(Batch))
            .Needs(AccessScope.Decide)
            .WithTags("Decisions")
            .WithName("decideBatch")
            .WithSummary("Decides up to 1,000 requests, sent as { \"requests\": [...] }")
            .Produces(200, contentType: "application/json")
            .ProducesProblem(400)
            .ProducesProblem(408)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429)
            .ProducesProblem(503);
    }

    private Delegate Limited(Func<HttpContext, OpenBody, ValueTask<Problem?>> answer) => async (HttpContext context) =>
    {
        // The slot is taken only for a body that is complete: slow callers do not use any.
        if (await bodies.Read(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        if (!limit.TryEnter())
        {
            bodies.Close(context, body);
            await limit.Reject(context).ConfigureAwait(false);
            return;
        }

        try
        {
            if (await answer(context, body).ConfigureAwait(false) is { } problem)
            {
                await problem.Send(context).ConfigureAwait(false);
            }
        }
        finally
        {
            limit.Leave();
        }
    };

    private async ValueTask<Problem?> One(HttpContext context, OpenBody body)
    {
        using var answer = Answer.Rent();
        var problem = Read(context, body, (bytes, call) => handler.Handle(bytes, call, answer))
            ?? await handler.Record([answer]).ConfigureAwait(false);
        if (problem is null)
        {
            answer.Send(context);
        }

        return problem;
    }

    private async ValueTask<Problem?> Batch(HttpContext context, OpenBody body)
    {
        var (requests, errors) = Read(context, body, static (bytes, _) => DecisionBatchReader.Read(bytes));
        if (!errors.IsEmpty)
        {
            return Problem.InvalidRequest(errors);
        }

        using var answer = BatchAnswer.Of(handler, requests, Call.Of(context));
        var problem = await handler.Record(answer.Chunks).ConfigureAwait(false);
        if (problem is null)
        {
            answer.Send(context);
        }

        return problem;
    }

    /// <summary>What is made of a body, which is closed then.</summary>
    private T Read<T>(HttpContext context, OpenBody body, Func<ReadOnlySequence<byte>, Call, T> read)
    {
        try
        {
            return read(body.Bytes, Call.Of(context));
        }
        finally
        {
            bodies.Close(context, body);
        }
    }
}
