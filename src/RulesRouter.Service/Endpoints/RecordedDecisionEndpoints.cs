using System.Buffers;
using RulesRouter.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>GET /v1/decisions/{id}</c>: a decision as it was sent, and what came of its calls, from the record.</summary>
internal static class RecordedDecisionEndpoints
{
    public static void Map(WebApplication app) => app.MapGet("/v1/decisions/{id}", Get)
        .Needs(AccessScope.Read)
        .WithTags("Decisions")
        .WithName("recordedDecision")
        .WithSummary("A decision as it was sent, byte for byte, without a trace, and `calls` if the gateway carried it out")
        .Produces(200, contentType: "application/json")
        .ProducesProblem(404)
        .ProducesProblem(503);

    private static async Task Get(string id, HttpContext context, ServiceOptions options)
    {
        if (options.RecordPath is not { } path)
        {
            await new Problem(404, "no record", "this service was started without a record; start it with --record", [])
                .Send(context)
                .ConfigureAwait(false);
            return;
        }

        RecordedDecision? found;
        try
        {
            found = RecordedDecision.Find(new RecordLayout(path), id);
        }
        catch (IOException)
        {
            await new Problem(503, "the record cannot be read", "try again later", []).Send(context).ConfigureAwait(false);
            return;
        }

        if (found is null)
        {
            await new Problem(404, "unknown decision", "the record of this instance has no decision with this id", [])
                .Send(context)
                .ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        var body = found.Calls is { } calls ? [.. found.Answer.AsSpan(0, found.Answer.Length - 1), .. ",\"calls\":"u8, .. calls, (byte)'}'] : found.Answer;
        context.Response.ContentLength = body.Length;
        context.Response.BodyWriter.Write(body);
    }
}
