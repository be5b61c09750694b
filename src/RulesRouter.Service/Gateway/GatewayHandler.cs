using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Access;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Redacting;
using RulesRouter.Gateway.Running;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Redaction;
using RulesRouter.Requests;
using RulesRouter.Service.Access;
using RulesRouter.Service.Endpoints;
using RulesRouter.Service.Options;
using RulesRouter.Service.StateKeeping;
using RulesRouter.Tokens;

namespace RulesRouter.Service.Gateway;

/// <summary>A client's call → decision → the chain carried out → the client's answer.</summary>
internal sealed class GatewayHandler(
    Router router,
    DecisionHandler decisions,
    RequestBody bodies,
    ConcurrencyLimit limit,
    UpstreamCredentials credentials,
    ChainRunner runner,
    AnswerJudge judge,
    GatewayObligations obligations,
    SessionKeys sessionKeys,
    PlaceholderMemory placeholderMemory,
    ConversationMemory memory,
    UnansweredCalls unanswered,
    ServiceState state,
    ServiceOptions options,
    TimeProvider clock)
{
    private volatile StateOfCalls? latest;

    public async Task Handle(HttpContext context, ApiDialect dialect, CallKind kind)
    {
        if (await bodies.Read(context, (_, problem) => GatewayError.Send(context, dialect, GatewayError.Of(problem))).ConfigureAwait(false)
            is not { } open)
        {
            return;
        }

        ReadOnlyMemory<byte> body = open.Bytes.ToArray();
        bodies.Close(context, open);
        var (call, made, error) = await Decide(context, dialect, kind, body).ConfigureAwait(false);
        if (error is not null)
        {
            if (error.Status == StatusCodes.Status429TooManyRequests)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            await GatewayError.Send(context, dialect, error, made?.Id).ConfigureAwait(false);
            return;
        }

        await Carry(context, call!, made!).ConfigureAwait(false);
    }

    private async Task<(Prepared? Call, MadeDecision? Made, UpstreamFailure? Error)> Decide(
        HttpContext context,
        ApiDialect dialect,
        CallKind kind,
        ReadOnlyMemory<byte> body)
    {
        if (router.Current is not { Set: var set })
        {
            return (null, null, GatewayError.NotReady);
        }

        var callable = credentials.Callable(set.Catalog);
        if (callable.IsEmpty)
        {
            return (null, null, GatewayError.NoCredentials);
        }

        if (Parsing.Object(body) is not { } document)
        {
            return (null, null, GatewayError.Invalid("the body is not a JSON object"));
        }

        using (document)
        {
            if (Parsing.UnreadableAt(body.Span) is { } at)
            {
                return (null, null, GatewayError.Invalid(
                    $"the string at byte {at} of the body is not Unicode: half of a surrogate pair, or bytes that are not UTF-8"));
            }

            if (GatewayRequest.MissingField(document.RootElement, dialect, kind) is { } field)
            {
                return (null, null, GatewayError.Invalid($"`{field}` is missing", field));
            }

            var caller = context.Caller();
            var client = ClientRequest.Read(body, dialect);
            var (declared, misnamed) = GatewayObligations.DeclaredBy(caller, context.Request.Headers);
            var (request, invalid) = GatewayRequest.Read(body, kind, context.Request.Headers, obligations.SupportedWith(declared));
            if (request is null || misnamed is not null)
            {
                return (null, null, misnamed ?? invalid);
            }

            var (asked, unknown) = RequestedPolicy.Of(request.RequestedModel, caller, options.Gateway, set);
            if (asked is null || set.Find(asked.Policy) is not { } policy)
            {
                return (null, null, unknown ?? GatewayError.UnknownModel($"unknown policy `{asked!.Policy}`"));
            }

            var sessionId = SessionIds.Of(context.Request.Headers, dialect, document.RootElement);
            var session = memory.SessionOf(caller.KeyId, sessionId, set.Catalog);
            var prepared = new Prepared(dialect, kind, client, body, caller, sessionId)
            {
                LastProvider = session?.LastEndpoint is { } last ? set.Catalog.FindEndpoint(last)?.Provider.Id : null,
                IsBound = GatewayRequest.IsBound(client, kind),
                PreviousResponse = document.RootElement.Text("previous_response_id"),
            };
            request = request with
            {
                Policy = asked.Policy,
                RequestedModel = asked.Model,
                Attributes = GatewayRequest.Attributes(document.RootElement, policy),
                Session = session,
                Dialects = GatewayRequest.DialectsOf(client, kind),
                BoundTo = prepared.IsBound ? BoundTo(document.RootElement, caller, session, set.Catalog) : null,
            };
            if (kind == CallKind.Embed && request.RequestedModel is null)
            {
                return (null, null, GatewayError.Invalid("vectors of models do not compare: name a model, not a policy", "model"));
            }

            var (made, error) = await Decided(request, declared, Call.Of(context), callable).ConfigureAwait(false);
            error ??= made!.Decision is Denied denied
                ? IsUnknownModel(denied, asked, set.Catalog)
                    ? GatewayError.UnknownModel($"unknown model `{asked.Model}`")
                    : GatewayError.Denied(denied)
                : null;
            prepared = prepared with
            {
                Tokens = RequestText.Tokens(request),
                DeadlineMs = request.DeadlineMs,
                MaxOutputTokens = request.MaxOutputTokens,
            };
            return (prepared, made, error);
        }
    }

    /// <summary>
    /// Decides within the limit of concurrent decisions, and records the decision. Circuits that are open exclude endpoints only where
    /// another is left: a call that may fail is better than none.
    /// </summary>
    private async Task<(MadeDecision? Made, UpstreamFailure? Error)> Decided(
        DecisionRequest request,
        ImmutableSortedSet<string> declared,
        Call call,
        ImmutableSortedSet<string> callable)
    {
        if (!limit.TryEnter())
        {
            return (null, new UpstreamFailure(FailureClass.RateLimited, 429, "too many requests are being decided; try again in a second"));
        }

        try
        {
            return await Recorded(
                    request,
                    declared,
                    call,
                    known => WithCallable(known, callable),
                    mayBeEmptied: state.HasOpenCircuits).ConfigureAwait(false)
                ?? await Recorded(
                    request,
                    declared,
                    call,
                    known => known with { Callable = callable, Excluded = state.ExcludedByPeople },
                    mayBeEmptied: false).ConfigureAwait(false)
                ?? throw new UnreachableException();
        }
        finally
        {
            limit.Leave();
        }
    }

    private static bool IsOfHealth(Decision decision) =>
        decision is Denied denied && denied.Explanation.EmptiedBy.Any(one => one.Constraint.Name == "healthy");

    /// <summary>The same state for the same two, since the digest of a new one is computed again.</summary>
    private RouterState WithCallable(RouterState known, ImmutableSortedSet<string> callable)
    {
        if (latest is not { } last || !ReferenceEquals(last.Known, known) || !ReferenceEquals(last.State.Callable, callable))
        {
            last = new StateOfCalls(known, known with { Callable = callable });
            latest = last;
        }

        return last.State;
    }

    /// <summary>Null if only the health of endpoints denies the request.</summary>
    private async Task<(MadeDecision? Made, UpstreamFailure? Error)?> Recorded(
        DecisionRequest request,
        ImmutableSortedSet<string> declared,
        Call call,
        Func<RouterState, RouterState> change,
        bool mayBeEmptied)
    {
        using var answer = Answer.Rent();
        var (problem, made) = decisions.Decide(request, call, change, mayBeEmptied ? IsOfHealth : static _ => false, answer);
        if (problem is null && made is null)
        {
            return null;
        }

        if (made is not null && GatewayObligations.NeedsRedactingCaller(made.Decision, declared))
        {
            answer.Reserved.ForEach(state.Budgets.Release);
            return await Recorded(GatewayObligations.WithoutRedaction(request), declared, call, change, mayBeEmptied).ConfigureAwait(false);
        }

        problem ??= await decisions.Record([answer]).ConfigureAwait(false);
        return problem is null ? (made, null) : (null, GatewayError.Of(problem));
    }

    private async Task Carry(HttpContext context, Prepared prepared, MadeDecision made)
    {
        var routed = (Routed)made.Decision;
        var placeholders = new Placeholders(sessionKeys.Of(prepared.Caller.KeyId, prepared.SessionId));
        prepared = Redacted(prepared, GatewayObligations.RedactedKinds(routed), placeholders);
        var call = new ClientCall(
            prepared.Dialect,
            prepared.Kind,
            prepared.Client,
            prepared.Body,
            UpstreamMessage.HeadersOf(context.Request.Headers),
            context.Request.QueryString.Value ?? "",
            made.Id,
            routed.At)
        {
            LastProvider = prepared.LastProvider,
            MaxOutputTokens = prepared.MaxOutputTokens,
            Disclosure = GatewayObligations.DisclosureOf(routed),
            Checks = DecidedChecks.Of(routed, router.Current),
            Restoration = placeholders.IsEmpty ? null : new Restoration(placeholders, prepared.Client.Format is not null),
            Idempotency = context.Request.Headers[IdempotencyKey.Header].ToString() is { Length: > 0 } key
                ? new IdempotencyKey(key, prepared.Caller.KeyId)
                : null,
        };
        var hops = Hops(routed, prepared, router.Current);
        if (prepared.Kind == CallKind.CountTokens
            && !hops.Any(hop => call.DialectAt(hop.Endpoint.Provider) == ApiDialect.AnthropicMessages))
        {
            state.Budgets.Release(made.Id);
            await SendCount(context, prepared.Tokens.Estimate, made.Id).ConfigureAwait(false);
            return;
        }

        if (judge.Unknown(call.Checks).FirstOrDefault() is { } undefined)
        {
            state.Budgets.Release(made.Id);
            await GatewayError.Send(context, prepared.Dialect, GatewayError.UndefinedCheck(routed.Policy, undefined), made.Id)
                .ConfigureAwait(false);
            return;
        }

        var plan = new ChainPlan(
            hops,
            BudgetUsd(routed),
            prepared.DeadlineMs is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue)) : null,
            GatewayRequest.IsRepeatable(prepared.Client, prepared.Kind),
            options.Gateway.Limits);
        if (obligations.RemainingOf(routed) is { Length: > 0 } remaining)
        {
            context.Response.Headers[GatewayObligations.Header] = remaining;
        }

        using var response = new ClientResponse(context, prepared.Dialect, call.IsStream, made.Id, plan.Limits, clock)
        {
            Disclosure = call.Disclosure,
        };
        ChainReport report;
        try
        {
            report = await runner.Run(call, plan, response, hop => state.ReasonAgainst(hop.Endpoint), Ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left between two calls, or before it had the whole answer.
            Close();
            throw;
        }

        Close();
        if (report.Answered is { } answered && prepared.Kind == CallKind.Answer)
        {
            memory.Answered(prepared.Caller.KeyId, prepared.SessionId, answered.Endpoint, answered.Usage);
            if (report.ResponseId is { } id && prepared.Dialect == ApiDialect.OpenaiResponses)
            {
                memory.Store(prepared.Caller.KeyId, id, answered.Endpoint);
                placeholderMemory.Store(prepared.Caller.KeyId, id, placeholders);
            }
        }

        void Close()
        {
            if (!routed.Budgets.IsEmpty)
            {
                state.Budgets.Close(made.Id);
            }
        }

        void Ended(CallReport ended)
        {
            unanswered.Report(made.Id, ended);
            GatewayState.Report(state, made.Id, routed, ended);
        }
    }

    /// <summary>The request with placeholders. An answer may repeat those of earlier requests that an upstream stores.</summary>
    private Prepared Redacted(Prepared prepared, ImmutableSortedSet<string> kinds, Placeholders placeholders)
    {
        if (prepared.PreviousResponse is { } previous && placeholderMemory.Of(prepared.Caller.KeyId, previous) is { } earlier)
        {
            placeholders.Add(earlier);
        }

        if (kinds.IsEmpty)
        {
            return prepared;
        }

        var body = new RequestRedaction(PatternTable.Of(kinds), placeholders).Apply(prepared.Body);
        return prepared with { Body = body, Client = ClientRequest.Read(body, prepared.Dialect) };
    }

    /// <summary>A request that is bound to an endpoint has that one candidate.</summary>
    private static ImmutableArray<ChainHop> Hops(Routed routed, Prepared prepared, Snapshot? snapshot)
    {
        var hops = routed.Hops.Take(prepared.IsBound ? 1 : int.MaxValue);
        return [.. hops.Select(hop => ChainHop.Of(hop) with { LongestOutput = Longest(hop) })];

        int? Longest(Hop hop)
        {
            var factor = hop.Endpoint.Model.TokenFactor ?? snapshot?.Set.Catalog.TokenFactorOf(hop.Endpoint.Model) ?? 1;
            var left = hop.Endpoint.ContextTokens - (prepared.Tokens.UpperEstimate * factor) ?? double.PositiveInfinity;
            return hop.Endpoint.MaxOutputTokens is { } most ? (int)Math.Max(1, Math.Min(most, left)) : null;
        }
    }

    private string? BoundTo(JsonElement body, Caller caller, Session? session, ModelCatalog catalog) =>
        body.Text("previous_response_id") is { } previous
            && memory.HomeOf(caller.KeyId, previous) is { } home
            && catalog.FindEndpoint(home) is not null
            ? home
            : session?.LastEndpoint;

    private static bool IsUnknownModel(Denied denied, RequestedPolicy asked, ModelCatalog catalog) => asked.Model is { } model
        && denied.Explanation.EmptiedBy.Any(emptying => emptying.Constraint.Name == "requestedModel")
        && !catalog.Endpoints.Any(
            endpoint => ModelNames.Has(endpoint, catalog.AliasesOn(DateOnly.FromDateTime(denied.At.UtcDateTime)), model));

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

    /// <summary>Compared by reference.</summary>
    private sealed class StateOfCalls(RouterState known, RouterState state)
    {
        public RouterState Known { get; } = known;

        public RouterState State { get; } = state;
    }

    /// <summary>A client's call before and after its decision.</summary>
    private sealed record Prepared(
        ApiDialect Dialect,
        CallKind Kind,
        ClientRequest Client,
        ReadOnlyMemory<byte> Body,
        Caller Caller,
        string? SessionId)
    {
        public string? LastProvider { get; init; }

        /// <summary>The response that the request goes on with; null if it names none.</summary>
        public string? PreviousResponse { get; init; }

        /// <summary>A part of the conversation lies at one endpoint.</summary>
        public bool IsBound { get; init; }

        /// <summary>Input tokens as counted here.</summary>
        public TokenCount Tokens { get; init; }

        /// <summary>The most that the client takes; null if it did not say.</summary>
        public int? MaxOutputTokens { get; init; }

        public double? DeadlineMs { get; init; }
    }
}
