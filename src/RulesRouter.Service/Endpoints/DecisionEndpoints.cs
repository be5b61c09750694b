using System.Collections.Immutable;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>POST /v1/decisions</c> and <c>POST /v1/decisions/batch</c>.</summary>
internal sealed class DecisionEndpoints(DecisionHandler handler, ConcurrencyLimit limit)
{
    private const string OnePath = "/v1/decisions";
    private const string BatchPath = "/v1/decisions/batch";

    /// <summary>Whether this class answers the request; all its answers have a body.</summary>
    public static bool Answers(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path.Value is OnePath or BatchPath;

    public void Map(WebApplication app)
    {
        app.MapPost(OnePath, Limited(One))
            .WithTags("Decisions")
            .WithName("decide")
            .WithSummary("Chooses the endpoint and fallbacks for a request, with constraints and obligations")
            .Produces(200, contentType: "application/json")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429)
            .ProducesProblem(503);
        app.MapPost(BatchPath, Limited(Batch))
            .WithTags("Decisions")
            .WithName("decideBatch")
            .WithSummary("Decides up to 1,000 requests, sent as { \"requests\": [...] }")
            .Produces(200, contentType: "application/json")
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesProblem(429)
            .ProducesProblem(503);
    }

    private Delegate Limited(Func<HttpContext, Task> answer) => async (HttpContext context) =>
    {
        if (!limit.TryEnter())
        {
            await limit.Refuse(context).ConfigureAwait(false);
            return;
        }

        try
        {
            await answer(context).ConfigureAwait(false);
        }
        finally
        {
            limit.Leave();
        }
    };

    private async Task One(HttpContext context)
    {
        if (await RequestBody.Read(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        using var answer = Answer.Rent();
        var problem = handler.Handle(body, answer);
        RequestBody.Done(context, body);
        if (problem is not null)
        {
            await problem.Send(context).ConfigureAwait(false);
            return;
        }

        if (await handler.Record(answer).ConfigureAwait(false) is { } failed)
        {
            await failed.Send(context).ConfigureAwait(false);
            return;
        }

        answer.Send(context);
    }

    private async Task Batch(HttpContext context)
    {
        if (await RequestBody.Read(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        var (requests, errors) = DecisionBatchReader.Read(body);
        RequestBody.Done(context, body);
        if (!errors.IsEmpty)
        {
            await Problem.InvalidRequest(errors).Send(context).ConfigureAwait(false);
            return;
        }

        using var answer = Answer.Rent();
        Write(requests, answer);
        if (await handler.Record(answer).ConfigureAwait(false) is { } failed)
        {
            await failed.Send(context).ConfigureAwait(false);
            return;
        }

        answer.Send(context);
    }

    private void Write(ImmutableArray<BatchItem> requests, Answer answer)
    {
        answer.Json.StartObject();
        answer.Json.StartArray("decisions"u8);
        for (var index = 0; index < requests.Length; index++)
        {
            handler.Handle(requests[index], $"/requests/{index}", answer)?.Write(answer.Json);
        }

        answer.Json.EndArray();
        answer.Json.EndObject();
    }
}
