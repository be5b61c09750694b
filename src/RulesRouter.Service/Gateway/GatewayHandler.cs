using System.Buffers;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Service.Access;
using RulesRouter.Service.Endpoints;

namespace RulesRouter.Service.Gateway;

/// <summary>A client's call → decision → the chain carried out → the client's answer.</summary>
internal sealed class GatewayHandler(
    Router router,
    RequestBody bodies,
    UpstreamCredentials credentials,
    CallPreparation preparation,
    CallDecision decision,
    CallExecution execution)
{
    public async Task Handle(HttpContext context, ApiDialect dialect, CallKind kind)
    {
        if (await bodies.Read(context, (_, problem) => GatewayError.Send(context, dialect, GatewayError.Of(problem))).ConfigureAwait(false)
            is not { } open)
        {
            return;
        }

        ReadOnlyMemory<byte> body = open.Bytes.ToArray();
        bodies.Close(context, open);

        if (router.Current is not { Set: var set })
        {
            await Send(context, dialect, GatewayError.NotReady).ConfigureAwait(false);
            return;
        }

        var callable = credentials.Callable(set.Catalog);
        if (callable.IsEmpty)
        {
            await Send(context, dialect, GatewayError.NoCredentials).ConfigureAwait(false);
            return;
        }

        // The call keeps elements of it.
        using var document = Parsing.Object(body);
        var (prepared, invalid) = preparation.Read(context, dialect, kind, body, document, set);
        if (prepared is null)
        {
            await Send(context, dialect, invalid!).ConfigureAwait(false);
            return;
        }

        var (made, denied) = await decision.Decide(prepared, Call.Of(context), callable, set.Catalog).ConfigureAwait(false);
        if (denied is not null)
        {
            await Send(context, dialect, denied, made?.Id).ConfigureAwait(false);
            return;
        }

        await execution.Run(context, prepared.Call, made!.Id, (Routed)made.Decision).ConfigureAwait(false);
    }

    private static Task Send(HttpContext context, ApiDialect dialect, UpstreamFailure error, string? decisionId = null)
    {
        if (error.Status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return GatewayError.Send(context, dialect, error, decisionId);
    }
}
