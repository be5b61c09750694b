using System.Buffers;
using RulesRouter.Wire.Problems;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Service.Access;

/// <summary>Rejects a request before an endpoint runs, as RFC 9457 problem details or in the form of its route.</summary>
internal static class AccessProblem
{
    public static async Task Send(HttpContext context, int status, string title, string detail)
    {
        if (context.Features.Get<ErrorForm>() is { } form)
        {
            await form.Send(context, status, title, detail).ConfigureAwait(false);
            return;
        }

        var json = new CompactJson();
        ProblemWriter.Write(json, status, title, detail, [], static _ => "");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.ContentLength = json.Length;
        context.Response.BodyWriter.Write(json.Written);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
