using System.Text.Json;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Json;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>POST /v1/decisions</c> and its batch.</summary>
internal static class DecisionEndpoints
{
    private const int MostInBatch = 1_000;

    public static void Map(WebApplication app)
    {
        app.MapPost("/v1/decisions", One).WithTags("Decisions").WithName("decide").WithSummary("Which endpoint for this request, with which fallbacks, under which constraints and obligations")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503)
            .RequireRateLimiting(ConcurrencyLimit.Name);
        app.MapPost("/v1/decisions/batch", Batch).WithTags("Decisions").WithName("decideBatch").WithSummary("Up to 1,000 requests at once, as { \"requests\": [...] }")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503)
            .RequireRateLimiting(ConcurrencyLimit.Name);
    }

    private static async Task One(HttpContext context, DecisionHandler handler)
    {
        using var body = await RequestBody.Read(context).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        var handled = handler.Handle(body.RootElement);
        if (handled.Problem is { } problem)
        {
            await problem.Send(context).ConfigureAwait(false);
            return;
        }

        await handler.Record(handled.Line).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, DecisionWriter.Options);
        DecisionWriter.Write(json, handled.Decision!, handled.DecisionId);
    }

    private static async Task Batch(HttpContext context, DecisionHandler handler)
    {
        using var body = await RequestBody.Read(context).ConfigureAwait(false);
        if (body is null)
        {
            return;
        }

        if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("requests", out var requests)
            || requests.ValueKind != JsonValueKind.Array || requests.GetArrayLength() is 0 or > MostInBatch)
        {
            await new Problem(400, "the request is not valid", "1 fault", [new RequestFault("/requests", $"must be a list of 1 to {MostInBatch} requests")]).Send(context).ConfigureAwait(false);
            return;
        }

        var handled = requests.EnumerateArray().Select((item, index) => handler.Handle(item, $"/requests/{index}")).ToList();
        await Task.WhenAll(handled.Select(one => handler.Record(one.Line))).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, DecisionWriter.Options);
        json.WriteStartObject();
        json.WriteStartArray("decisions");
        foreach (var one in handled)
        {
            if (one.Decision is { } decision)
            {
                DecisionWriter.Write(json, decision, one.DecisionId);
            }
            else
            {
                one.Problem!.Write(json);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
