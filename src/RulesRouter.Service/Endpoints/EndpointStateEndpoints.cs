using System.ComponentModel;
using RulesRouter.Access;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Access;
using RulesRouter.Service.StateKeeping;
using RulesRouter.State.Health;
using RulesRouter.State.Stores;

namespace RulesRouter.Service.Endpoints;

/// <summary><c>GET</c> and <c>PUT /v1/endpoint-states</c>: which endpoints no request is routed to, and how fast they are.</summary>
internal static class EndpointStateEndpoints
{
    private const string Path = "/v1/endpoint-states";

    public static void Map(WebApplication app)
    {
        app.MapGet(Path, List)
            .Needs(AccessScope.Read)
            .WithTags("Endpoints")
            .WithName("endpointStates")
            .WithSummary("Endpoints that are excluded for now, and why; states that were set; measured latencies")
            .Produces<StatesAnswer>();
        app.MapPut(Path, Set)
            .Needs(AccessScope.Administer)
            .WithTags("Endpoints")
            .WithName("setEndpointState")
            .WithSummary("Takes an endpoint or provider out, or puts it back in, until a time: { endpoint, state: up|down, until, reason }")
            .Produces<StatesAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(415)
            .ProducesProblem(503);
    }

    private static IResult List(ServiceState state) => Results.Json(AnswerOf(state));

    private static async Task Set(HttpContext context, RequestBody bodies, Router router, ServiceState state, TimeProvider clock)
    {
        if (await bodies.Read(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        var (read, errors) = EndpointStateReader.Read(body.Bytes);
        bodies.Close(context, body);
        if (router.Current is not { } snapshot)
        {
            await Problem.NotReady.Send(context).ConfigureAwait(false);
            return;
        }

        errors = read is null ? errors : [.. Errors(read, snapshot.Set.Catalog, clock.GetUtcNow())];
        if (read is null || !errors.IsEmpty)
        {
            await Problem.InvalidRequest(errors).Send(context).ConfigureAwait(false);
            return;
        }

        try
        {
            state.Health.Set(read);
        }
        catch (StoreLostException exception)
        {
            await new Problem(503, "the state cannot be stored", $"it is as before; {exception.Message.TrimEnd('.')}", [])
                .Send(context)
                .ConfigureAwait(false);
            return;
        }

        state.Refresh();
        await Results.Json(AnswerOf(state)).ExecuteAsync(context).ConfigureAwait(false);
    }

    private static IEnumerable<RequestError> Errors(ManualState state, ModelCatalog catalog, DateTimeOffset now)
    {
        if (catalog.FindEndpoint(state.Endpoint) is null && catalog.Providers.All(provider => provider.Id != state.Endpoint))
        {
            var known = catalog.Endpoints.Select(endpoint => (string)endpoint.Id).Concat(catalog.Providers.Select(provider => provider.Id));
            yield return new RequestError(
                "/endpoint",
                $"the catalog has no endpoint or provider `{state.Endpoint}`{Suggestion.Clause(state.Endpoint, known)}");
        }

        if (state.Until <= now)
        {
            yield return new RequestError("/until", "must be in the future");
        }
    }

    private static StatesAnswer AnswerOf(ServiceState state) => new(
        [.. state.Present.Excluded.Select(one => new ExcludedEndpoint(one.Key, one.Value))],
        [.. state.Health.Manual.Select(one => new SetState(one.Endpoint, one.IsUp ? "up" : "down", one.Until, one.Reason))],
        [
            .. state.Present.Latencies.Select(one => new MeasuredEndpoint(
                one.Key,
                one.Value.TtftP50Ms,
                one.Value.TtftP99Ms,
                one.Value.TokensPerSecondP50,
                one.Value.TokensPerSecondP1)),
        ]);

    internal sealed record StatesAnswer(
        [property: Description("endpoints and providers that no request is routed to for now")] ExcludedEndpoint[] Excluded,
        [property: Description("states that were set and are in force")] SetState[] Set,
        [property: Description("latencies in place of the catalog's")] MeasuredEndpoint[] Measured);

    internal sealed record ExcludedEndpoint(
        [property: Description("id of the endpoint or provider")] string Endpoint,
        [property: Description("why it is excluded")] string Reason);

    internal sealed record SetState(
        [property: Description("id of the endpoint or provider")] string Endpoint,
        [property: Description("up or down")] string State,
        [property: Description("when it ends; null: when it is set again")] DateTimeOffset? Until,
        [property: Description("why it was set")] string Reason);

    internal sealed record MeasuredEndpoint(
        [property: Description("id of the endpoint")] string Endpoint,
        [property: Description("milliseconds until the first token, for half of the calls")] double? TtftP50Ms,
        [property: Description("milliseconds until the first token, for 99 of 100 calls")] double? TtftP99Ms,
        [property: Description("tokens per second, which half of the calls reach")] double? TokensPerSecondP50,
        [property: Description("tokens per second, which 99 of 100 calls reach")] double? TokensPerSecondP1);
}
