namespace RulesRouter.Service.Endpoints;

/// <summary>
/// Reads a JSON body, or sends the problem that prevents it. The web server ends bodies that are larger than the limit or arrive too
/// slowly.
/// </summary>
internal sealed class RequestBody(BodyMemory memory)
{
    /// <summary>The whole body; null if a problem has been sent or the caller is gone.</summary>
    public ValueTask<OpenBody?> Read(HttpContext context) => Read(context, static (context, problem) => problem.Send(context));

    /// <param name="reject">Sends the problem that prevents reading.</param>
    public async ValueTask<OpenBody?> Read(HttpContext context, Func<HttpContext, Problem, Task> reject)
    {
        if (context.Request.ContentType != "application/json" && !context.Request.HasJsonContentType())
        {
            await reject(
                context,
                new Problem(
                    415,
                    "not JSON",
                    string.IsNullOrEmpty(context.Request.ContentType)
                        ? "send `content-type: application/json`; the request has none"
                        : $"send `content-type: application/json`, not `{context.Request.ContentType}`",
                    []))
                .ConfigureAwait(false);
            return null;
        }

        if (context.Request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
        {
            await reject(context, new Problem(415, "encoded body", $"send the body without `content-encoding: {encoding}`", []))
                .ConfigureAwait(false);
            return null;
        }

        var held = 0L;
        Problem problem;
        try
        {
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync().ConfigureAwait(false);
                if (!memory.TryHold(ref held, read.Buffer.Length))
                {
                    context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                    context.Response.Headers.Connection = "close";
                    context.Response.Headers.RetryAfter = "1";
                    problem = Problem.TooManyBodies;
                    break;
                }

                if (read.IsCompleted)
                {
                    return new OpenBody(read.Buffer, held);
                }

                context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception)
        {
            problem = Problem.UnreadableBody(exception.StatusCode);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Chunks with a malformed size, or the caller closed the connection.
            problem = Problem.UnreadableBody(StatusCodes.Status400BadRequest);
        }

        memory.Release(held);
        if (!context.RequestAborted.IsCancellationRequested)
        {
            await reject(context, problem).ConfigureAwait(false);
        }

        return null;
    }

    public void Close(HttpContext context, OpenBody body)
    {
        context.Request.BodyReader.AdvanceTo(body.Bytes.End);
        memory.Release(body.Held);
    }
}
