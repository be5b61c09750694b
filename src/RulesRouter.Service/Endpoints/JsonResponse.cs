using System.Buffers;
using RulesRouter.Evaluation.Json;

namespace RulesRouter.Service.Endpoints;

/// <summary>Sends what was written as a response's whole body.</summary>
internal static class JsonResponse
{
    public static async Task Send(this CompactJson json, HttpContext context)
    {
        context.Response.ContentLength = json.Length;
        context.Response.BodyWriter.Write(json.Written);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
