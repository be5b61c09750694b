using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Requests;
using RulesRouter.Service.Access;
using RulesRouter.Service.Endpoints;
using RulesRouter.Service.StateKeeping;

namespace RulesRouter.Service.Gateway;

/// <summary>
/// Decides on a client's call within the limit of concurrent decisions, and records the decision. Circuits that are open exclude endpoints
/// only where another is left: a call that may fail is better than none.
/// </summary>
internal sealed class CallDecision(DecisionHandler decisions, ConcurrencyLimit limit, ServiceState state)
{
    private volatile StateOfCalls? latest;

    /// <summary>The decision, the error for the client, or both where it is denied.</summary>
    /// <param name="callable">Ids of the providers that have a credential.</param>
    public async ValueTask<(MadeDecision? Made, UpstreamFailure? Error)> Decide(
        PreparedRequest prepared,
        Call call,
        ImmutableSortedSet<string> callable,
        ModelCatalog catalog)
    {
        if (!limit.TryEnter())
        {
            return (null, new UpstreamFailure(FailureClass.RateLimited, 429, "too many requests are being decided; try again in a second"));
        }

        try
        {
            var (made, error) = await Recorded(
                    prepared.Request,
                    prepared.Declared,
                    call,
                    known => WithCallable(known, callable),
                    mayBeEmptied: state.HasOpenCircuits).ConfigureAwait(false)
                ?? await Recorded(
                    prepared.Request,
                    prepared.Declared,
                    call,
                    known => known with { Callable = callable, Excluded = state.ExcludedByPeople },
                    mayBeEmptied: false).ConfigureAwait(false)
                ?? throw new UnreachableException();
            return (made, error ?? (made!.Decision is Denied denied ? ErrorOf(denied, prepared, catalog) : null));
        }
        finally
        {
            limit.Leave();
        }
    }

    /// <summary>Null if only the health of endpoints denies the request.</summary>
    private async ValueTask<(MadeDecision? Made, UpstreamFailure? Error)?> Recorded(
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

    private static bool IsOfHealth(Decision decision) =>
        decision is Denied denied && denied.Explanation.EmptiedBy.Any(one => one.Constraint.Name == "healthy");

    private static UpstreamFailure ErrorOf(Denied denied, PreparedRequest prepared, ModelCatalog catalog) =>
        prepared.Asked.Model is { } model && IsUnknown(model, denied, catalog)
            ? GatewayError.UnknownModel($"unknown model `{model}`")
            : GatewayError.Denied(denied, prepared.Call.Client.OnlyOwn);

    private static bool IsUnknown(string model, Denied denied, ModelCatalog catalog) =>
        denied.Explanation.EmptiedBy.Any(emptying => emptying.Constraint.Name == "requestedModel")
        && !catalog.Endpoints.Any(
            endpoint => ModelNames.Has(endpoint, catalog.AliasesOn(DateOnly.FromDateTime(denied.At.UtcDateTime)), model));

    /// <summary>Compared by reference.</summary>
    private sealed class StateOfCalls(RouterState known, RouterState state)
    {
        public RouterState Known { get; } = known;

        public RouterState State { get; } = state;
    }
}
