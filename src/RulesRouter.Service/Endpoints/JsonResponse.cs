using System.Buffers;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Endpoints;

/// <summary>Sends written JSON as the whole body of a response.</summary>
internal static class JsonResponse
{
    public static async Task Send(this CompactJson json, HttpContext context)
    {
        context.Response.ContentLength = json.Length;
        context.Response.BodyWriter.Write(json.Written);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
