using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Requests;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Gateway;

/// <summary>A client's body and headers → its call and the request for a decision, or the error for the client.</summary>
internal sealed class CallPreparation(GatewayObligations obligations, ConversationMemory memory, ServiceOptions options)
{
    /// <param name="document">The body; null if it is not a JSON object.</param>
    public (PreparedRequest? Prepared, UpstreamFailure? Error) Read(
        HttpContext context,
        ApiDialect dialect,
        CallKind kind,
        ReadOnlyMemory<byte> body,
        JsonDocument? document,
        CompiledPolicySet set)
    {
        if (document is not { RootElement: var root })
        {
            return (null, CallBody.NoObject(body));
        }

        if (Parsing.UnreadableAt(body.Span) is { } at)
        {
            return (null, GatewayError.Invalid(
                $"the string at byte {at} of the body is not Unicode: half of a surrogate pair, or bytes that are not UTF-8"));
        }

        if (CallBody.Check(root, dialect, kind) is { } wrong)
        {
            return (null, wrong);
        }

        var caller = context.Caller();
        var (declared, misnamed) = GatewayObligations.DeclaredBy(caller, context.Request.Headers);
        var (request, invalid) = GatewayRequest.Read(body, kind, context.Request.Headers, obligations.SupportedWith(declared));
        if (request is null || misnamed is not null)
        {
            return (null, misnamed ?? invalid);
        }

        var (asked, unknown) = RequestedPolicy.Of(request.RequestedModel, caller, options.Gateway, set);
        if (asked is null || set.Find(asked.Policy) is not { } policy)
        {
            return (null, unknown ?? GatewayError.UnknownModel($"unknown policy `{asked!.Policy}`"));
        }

        if (kind == CallKind.Embed && asked.Model is null)
        {
            return (null, GatewayError.Invalid("vectors of models do not compare: name a model, not a policy", "model"));
        }

        var client = ClientRequest.Read(body, dialect, root);
        var sessionId = SessionIds.Of(context.Request.Headers, dialect, root);
        var session = memory.SessionOf(caller.KeyId, sessionId, set.Catalog);
        var call = new PreparedCall(dialect, kind, client, body, caller, sessionId)
        {
            LastProvider = session?.LastEndpoint is { } last ? set.Catalog.FindEndpoint(last)?.Provider.Id : null,
            IsBound = GatewayRequest.IsBound(client, kind),
            PreviousResponse = root.Text("previous_response_id"),
        };
        request = request with
        {
            Policy = asked.Policy,
            RequestedModel = asked.Model,
            Attributes = GatewayRequest.Attributes(root, policy),
            Session = session,
            Dialects = GatewayRequest.DialectsOf(client, kind),
            BoundTo = call.IsBound ? BoundTo(call, session, set.Catalog) : null,
        };
        call = call with
        {
            Tokens = RequestText.Tokens(request),
            DeadlineMs = request.DeadlineMs,
            MaxOutputTokens = request.MaxOutputTokens,
        };
        return (new PreparedRequest(call, request, asked, declared), null);
    }

    private string? BoundTo(PreparedCall call, Session? session, ModelCatalog catalog) =>
        call.PreviousResponse is { } previous
            && memory.HomeOf(call.Caller.KeyId, previous) is { } home
            && catalog.FindEndpoint(home) is not null
            ? home
            : session?.LastEndpoint;
}
