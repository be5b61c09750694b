using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>POST /v1/decisions</c> and its batch.</summary>
internal static class DecisionEndpoints
{
    private const int MostInBatch = 1_000;

    public static void Map(WebApplication app)
    {
        var handler = app.Services.GetRequiredService<DecisionHandler>();
        app.MapPost("/v1/decisions", (Delegate)((HttpContext context) => One(context, handler))).WithTags("Decisions").WithName("decide").WithSummary("Which endpoint for this request, with which fallbacks, under which constraints and obligations")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503)
            .RequireRateLimiting(ConcurrencyLimit.Name);
        app.MapPost("/v1/decisions/batch", (Delegate)((HttpContext context) => Batch(context, handler))).WithTags("Decisions").WithName("decideBatch").WithSummary("Up to 1,000 requests at once, as { \"requests\": [...] }")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503)
            .RequireRateLimiting(ConcurrencyLimit.Name);
    }

    private static async Task One(HttpContext context, DecisionHandler handler)
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

    private static async Task Batch(HttpContext context, DecisionHandler handler)
    {
        using var document = await RequestBody.ReadDocument(context).ConfigureAwait(false);
        if (document is null)
        {
            return;
        }

        if (RequestsOf(document.RootElement) is not { } requests)
        {
            await new Problem(400, "the request is not valid", "1 fault", [new RequestFault("/requests", $"must be a list of 1 to {MostInBatch} requests")]).Send(context).ConfigureAwait(false);
            return;
        }

        using var answer = Answer.Rent();
        Write(requests, handler, answer);
        if (await handler.Record(answer).ConfigureAwait(false) is { } failed)
        {
            await failed.Send(context).ConfigureAwait(false);
            return;
        }

        answer.Send(context);
    }

    private static JsonElement? RequestsOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("requests", out var requests)
            && requests.ValueKind == JsonValueKind.Array && requests.GetArrayLength() is > 0 and <= MostInBatch
            ? requests
            : null;

    private static void Write(JsonElement requests, DecisionHandler handler, Answer answer)
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
