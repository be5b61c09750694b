using System.Buffers;

namespace RulesRouter.Service.Endpoints;

/// <summary>Reads a JSON body, or sends the problem that prevents it.</summary>
internal static class RequestBody
{
    /// <summary>The whole body in the connection's buffers, valid until <see cref="Done"/>; null if a problem has been sent.</summary>
    public static async ValueTask<ReadOnlySequence<byte>?> Read(HttpContext context)
    {
        if (context.Request.ContentType != "application/json" && !context.Request.HasJsonContentType())
        {
            await new Problem(415, "not JSON", $"send `content-type: application/json`, not `{context.Request.ContentType}`", [])
                .Send(context)
                .ConfigureAwait(false);
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
            await new Problem(
                exception.StatusCode,
                exception.StatusCode == 413 ? "too large" : "the request is not valid",
                "the body cannot be read",
                [])
                .Send(context)
                .ConfigureAwait(false);
            return null;
        }
    }

    public static void Done(HttpContext context, ReadOnlySequence<byte> body) => context.Request.BodyReader.AdvanceTo(body.End);
}
