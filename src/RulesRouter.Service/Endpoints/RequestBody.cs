using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Service.Endpoints;

/// <summary>Reads a JSON body, or sends the problem that prevents it.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 32 };

    /// <summary>The whole body in the connection's buffers, valid until <see cref="Done"/>; null if a problem has been sent.</summary>
    public static async ValueTask<ReadOnlySequence<byte>?> Read(HttpContext context)
    {
        if (context.Request.ContentType != "application/json" && !context.Request.HasJsonContentType())
        {
            await new Problem(415, "not JSON", $"send `content-type: application/json`, not `{context.Request.ContentType}`", []).Send(context).ConfigureAwait(false);
            return null;
        }

        try
        {
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync().ConfigureAwait(false);
                if (read.IsCompleted)
                {
                    return read.Buffer;
                }

                context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception)
        {
            await new Problem(exception.StatusCode, exception.StatusCode == 413 ? "too large" : "the request is not valid", "the body cannot be read", []).Send(context).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>The whole body as a document; null if a problem has been sent.</summary>
    public static async ValueTask<JsonDocument?> ReadDocument(HttpContext context)
    {
        if (await Read(context).ConfigureAwait(false) is not { } body)
        {
            return null;
        }

        var parsed = TryParse(body, out var document, out var problem);
        Done(context, body);
        if (!parsed)
        {
            await problem!.Send(context).ConfigureAwait(false);
        }

        return document;
    }

    public static void Done(HttpContext context, ReadOnlySequence<byte> body) => context.Request.BodyReader.AdvanceTo(body.End);

    /// <summary>The body as a document that owns its bytes, or the problem.</summary>
    public static bool TryParse(ReadOnlySequence<byte> body, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out Problem? problem)
    {
        try
        {
            (document, problem) = (JsonDocument.Parse(body.ToArray(), Bounded), null);
            return true;
        }
        catch (JsonException exception)
        {
            var place = $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            (document, problem) = (null, new Problem(400, "the request is not valid", "1 fault", [new RequestError("", $"not JSON, or nested deeper than 32 levels: {place}")]));
            return false;
        }
    }
}
