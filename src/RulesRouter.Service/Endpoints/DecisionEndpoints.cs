using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>POST /v1/decisions</c> and <c>POST /v1/decisions/batch</c>.</summary>
internal sealed class DecisionEndpoints(DecisionHandler handler, ConcurrencyLimit limit)
{
    private const string OnePath = "/v1/decisions";
    private const string BatchPath = "/v1/decisions/batch";
    private const int MaxInBatch = 1_000;

    /// <summary>Whether this class answers the request; all its answers have a body.</summary>
    public static bool Answers(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path.Value is OnePath or BatchPath;

    public void Map(WebApplication app)
    {
        app.MapPost(OnePath, Limited(One)).WithTags("Decisions").WithName("decide").WithSummary("Chooses the endpoint and fallbacks for a request, with constraints and obligations")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503);
        app.MapPost(BatchPath, Limited(Batch)).WithTags("Decisions").WithName("decideBatch").WithSummary("Decides up to 1,000 requests, sent as { \"requests\": [...] }")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503);
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
        using var document = await RequestBody.ReadDocument(context).ConfigureAwait(false);
        if (document is null)
        {
            return;
        }

        if (RequestsOf(document.RootElement) is not { } requests)
        {
            await new Problem(400, "the request is not valid", "1 fault", [new RequestError("/requests", $"must be a list of 1 to {MaxInBatch} requests")]).Send(context).ConfigureAwait(false);
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

    private static JsonElement? RequestsOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("requests", out var requests)
            && requests.ValueKind == JsonValueKind.Array && requests.GetArrayLength() is > 0 and <= MaxInBatch
            ? requests
            : null;

    private void Write(JsonElement requests, Answer answer)
    {
        answer.Json.StartObject();
        answer.Json.StartArray("decisions"u8);
        var index = 0;
        foreach (var request in requests.EnumerateArray())
        {
            handler.Handle(request, $"/requests/{index++}", answer)?.Write(answer.Json);
        }

        answer.Json.EndArray();
        answer.Json.EndObject();
    }
}
