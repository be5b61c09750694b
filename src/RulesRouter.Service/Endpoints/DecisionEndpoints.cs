using System.Collections.Immutable;
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

    private Delegate Limited(Func<OpenBody, Call, Answer, Problem?> decide) => async (HttpContext context) =>
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
            using var answer = Answer.Rent();
            var problem = Decided(context, body, answer, decide) ?? await handler.Record(answer).ConfigureAwait(false);
            if (problem is null)
            {
                answer.Send(context);
            }
            else
            {
                await problem.Send(context).ConfigureAwait(false);
            }
        }
        finally
        {
            limit.Leave();
        }
    };

    private Problem? Decided(HttpContext context, OpenBody body, Answer answer, Func<OpenBody, Call, Answer, Problem?> decide)
    {
        try
        {
            return decide(body, Call.Of(context), answer);
        }
        finally
        {
            bodies.Close(context, body);
        }
    }

    private Problem? One(OpenBody body, Call call, Answer answer) => handler.Handle(body.Bytes, call, answer);

    private Problem? Batch(OpenBody body, Call call, Answer answer)
    {
        var (requests, errors) = DecisionBatchReader.Read(body.Bytes);
        if (!errors.IsEmpty)
        {
            return Problem.InvalidRequest(errors);
        }

        Write(requests, call, answer);
        return null;
    }

    private void Write(ImmutableArray<BatchItem> requests, Call call, Answer answer)
    {
        answer.Json.StartObject();
        answer.Json.StartArray("decisions"u8);
        for (var index = 0; index < requests.Length; index++)
        {
            handler.Handle(requests[index], $"/requests/{index}", call, answer)?.Write(answer.Json);
        }

        answer.Json.EndArray();
        answer.Json.EndObject();
    }
}
