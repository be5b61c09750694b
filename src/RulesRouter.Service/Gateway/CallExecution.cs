using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Redacting;
using RulesRouter.Gateway.Running;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Redaction;
using RulesRouter.Service.Options;
using RulesRouter.Service.StateKeeping;

namespace RulesRouter.Service.Gateway;

/// <summary>Carries out a decision on a client's call: the chain runs, and what came of it is kept.</summary>
internal sealed class CallExecution(
    Router router,
    ChainRunner runner,
    AnswerJudge judge,
    GatewayObligations obligations,
    SessionKeys sessionKeys,
    PlaceholderMemory placeholderMemory,
    ConversationMemory memory,
    UnansweredCalls unanswered,
    CallsRecorder recorder,
    ServiceState state,
    ServiceOptions options,
    TimeProvider clock)
{
    public async Task Run(HttpContext context, PreparedCall prepared, string decisionId, Routed routed)
    {
        (prepared, var placeholders) = Redacted(prepared, GatewayObligations.RedactedKinds(routed));
        var call = CallOf(context.Request, prepared, placeholders, decisionId, routed);
        var hops = Hops(routed, prepared);
        if (prepared.Kind == CallKind.CountTokens)
        {
            // No vendor bills a count.
            state.Budgets.Release(decisionId);
            if (!hops.Any(hop => call.DialectAt(hop.Endpoint.Provider) == ApiDialect.AnthropicMessages))
            {
                await SendCount(context, prepared.Tokens.Estimate, decisionId).ConfigureAwait(false);
                return;
            }
        }

        if (judge.Unknown(call.Checks).FirstOrDefault() is { } undefined)
        {
            state.Budgets.Release(decisionId);
            await GatewayError.Send(context, prepared.Dialect, GatewayError.UndefinedCheck(routed.Policy, undefined), decisionId)
                .ConfigureAwait(false);
            return;
        }

        if (obligations.RemainingOf(routed) is { Length: > 0 } remaining)
        {
            context.Response.Headers[GatewayObligations.Header] = remaining;
        }

        var report = await Run(context, call, PlanOf(routed, prepared, hops), routed).ConfigureAwait(false);
        Keep(report, prepared, placeholders);
    }

    private async Task<ChainReport> Run(HttpContext context, ClientCall call, ChainPlan plan, Routed routed)
    {
        using var response = new ClientResponse(context, call.Dialect, call.IsStream, call.DecisionId, plan.Limits, clock)
        {
            Disclosure = call.Disclosure,
        };
        var report = new ChainReport(call.DecisionId, plan);
        try
        {
            return report = await runner.Run(call, plan, response, hop => state.ReasonAgainst(hop.Endpoint), Ended).ConfigureAwait(false);
        }
        finally
        {
            // Also where the client left: every call has been reported.
            recorder.Record(call.DecisionId, report);
            if (!routed.Budgets.IsEmpty && call.Kind != CallKind.CountTokens)
            {
                state.Budgets.Close(call.DecisionId);
            }
        }

        void Ended(CallReport ended)
        {
            report.Add(ended);
            unanswered.Report(call.DecisionId, ended);
            GatewayState.Report(state, call, routed, ended);
        }
    }

    private ClientCall CallOf(
        HttpRequest request,
        PreparedCall prepared,
        Placeholders? placeholders,
        string decisionId,
        Routed routed) => new(
        prepared.Dialect,
        prepared.Kind,
        prepared.Client,
        prepared.Body,
        UpstreamMessage.HeadersOf(request.Headers),
        request.QueryString.Value ?? "",
        decisionId,
        routed.At)
        {
            LastProvider = prepared.LastProvider,
            MaxOutputTokens = prepared.MaxOutputTokens,
            Disclosure = GatewayObligations.DisclosureOf(routed),
            Checks = DecidedChecks.Of(routed, router.Current),
            Restoration = placeholders is { IsEmpty: false } ? new Restoration(placeholders, prepared.Client.Format is not null) : null,
            Idempotency = request.Headers[IdempotencyKey.Header].ToString() is { Length: > 0 } key
            ? new IdempotencyKey(key, prepared.Caller.KeyId)
            : null,
        };

    private ChainPlan PlanOf(Routed routed, PreparedCall prepared, ImmutableArray<ChainHop> hops) => new(
        hops,
        BudgetUsd(routed),
        prepared.DeadlineMs is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue)) : null,
        GatewayRequest.IsRepeatable(prepared.Client, prepared.Kind),
        options.Gateway.Limits);

    private void Keep(ChainReport report, PreparedCall prepared, Placeholders? placeholders)
    {
        if (report.Answered is not { } answered || prepared.Kind != CallKind.Answer)
        {
            return;
        }

        memory.Answered(prepared.Caller.KeyId, prepared.SessionId, answered.Endpoint, answered.Usage);
        if (report.ResponseId is { } id && prepared.Dialect == ApiDialect.OpenaiResponses)
        {
            memory.Store(prepared.Caller.KeyId, id, answered.Endpoint);
            if (placeholders is not null)
            {
                placeholderMemory.Store(prepared.Caller.KeyId, id, placeholders);
            }
        }
    }

    /// <summary>
    /// The request with placeholders, which are null if there can be none. An answer may repeat those of earlier requests that an upstream
    /// stores.
    /// </summary>
    private (PreparedCall Call, Placeholders? Placeholders) Redacted(PreparedCall prepared, ImmutableSortedSet<string> kinds)
    {
        var earlier = prepared.PreviousResponse is { } previous ? placeholderMemory.Of(prepared.Caller.KeyId, previous) : null;
        if (kinds.IsEmpty && earlier is null)
        {
            return (prepared, null);
        }

        var placeholders = new Placeholders(sessionKeys.Of(prepared.Caller.KeyId, prepared.SessionId), earlier);
        if (kinds.IsEmpty)
        {
            return (prepared, placeholders);
        }

        var body = new RequestRedaction(PatternTable.Of(kinds), placeholders).Apply(prepared.Body);
        return (prepared with { Body = body, Client = ClientRequest.Read(body, prepared.Dialect) }, placeholders);
    }

    /// <summary>A request that is bound to an endpoint has that one candidate. No vendor bills a count of tokens.</summary>
    private static ImmutableArray<ChainHop> Hops(Routed routed, PreparedCall prepared)
    {
        var hops = routed.Hops.Take(prepared.IsBound ? 1 : int.MaxValue).Select(ChainHop.Of);
        return [.. prepared.Kind == CallKind.CountTokens ? hops.Select(hop => hop with { WorstCaseUsd = 0 }) : hops];
    }

    private static double BudgetUsd(Routed routed)
    {
        foreach (var row in routed.Constraints.Rows)
        {
            if (row.Definition is MaxCostUsd && row.Value is ConstraintValue.Number budget)
            {
                return budget.Value;
            }
        }

        return double.PositiveInfinity;
    }

    private static async Task SendCount(HttpContext context, double tokens, string decisionId)
    {
        var body = Writing.Document(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("input_tokens", Math.Ceiling(tokens));
            json.WriteEndObject();
        });
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        context.Response.Headers[ClientResponse.DecisionHeader] = decisionId;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
