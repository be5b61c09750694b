using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Service.Endpoints;

/// <summary>Reads a JSON body, or answers why it cannot be read.</summary>
internal static class RequestBody
{
    /// <summary>Null where the answer has been sent.</summary>
    public static async Task<JsonDocument?> Read(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await new Problem(415, "not JSON", $"send `content-type: application/json`, not `{context.Request.ContentType}`", []).Send(context).ConfigureAwait(false);
            return null;
        }

        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, new JsonDocumentOptions { MaxDepth = 32 }, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            var place = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            await new Problem(400, "the request is not valid", "1 fault", [new RequestFault("", $"not JSON, or nested deeper than 32 levels: {place}")]).Send(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            await new Problem(exception.StatusCode, exception.StatusCode == 413 ? "too large" : "the request is not valid", "the body cannot be read", []).Send(context).ConfigureAwait(false);
        }

        return null;
    }
}
