using RulesRouter.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Loading;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Service.Endpoints;

/// <summary>Calls of administrators about the policies in use.</summary>
internal static class ReloadEndpoints
{
    private const string Tag = "Policies";

    public static void Map(WebApplication app)
    {
        app.MapPost("/v1/policies:reload", Reload)
            .Needs(AccessScope.Administer)
            .WithTags(Tag)
            .WithName("reloadPolicies")
            .WithSummary("Looks for changed policies now, in git too, and answers as /readyz")
            .Produces<HealthEndpoints.ReadyAnswer>();
        app.MapPost("/v1/policies:confirm", Confirm)
            .Needs(AccessScope.Administer)
            .WithTags(Tag)
            .WithName("confirmPolicies")
            .WithSummary("Uses the revision that waits for confirmation, sent as { \"revision\": … }, and answers as /readyz")
            .Produces<HealthEndpoints.ReadyAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(415);
        app.MapPost("/v1/policies:rollback", RollBack)
            .Needs(AccessScope.Administer)
            .WithTags(Tag)
            .WithName("rollBackPolicies")
            .WithSummary(
                "Uses an earlier revision until the source changes: { \"commit\": … }, { \"revision\": … }, or {} for the one before, and answers as /readyz")
            .Produces<HealthEndpoints.ReadyAnswer>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(415);
    }

    private static async Task Reload(HttpContext context, PolicyLoading loading)
    {
        await loading.Reload(context.RequestAborted).ConfigureAwait(false);
        await Answer(context, problem: null).ConfigureAwait(false);
    }

    private static async Task Confirm(HttpContext context, RequestBody bodies, PolicyLoading loading)
    {
        if (await Read(context, bodies).ConfigureAwait(false) is not { } command)
        {
            return;
        }

        if (command is not { Revision: { } revision, Commit: null })
        {
            await Problem.InvalidRequest([new Decisions.RequestError("/revision", "is missing: name the revision that waits")])
                .Send(context)
                .ConfigureAwait(false);
            return;
        }

        await Answer(context, await loading.Confirm(revision, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task RollBack(HttpContext context, RequestBody bodies, PolicyLoading loading)
    {
        if (await Read(context, bodies).ConfigureAwait(false) is not { } command)
        {
            return;
        }

        if (command is { Revision: not null, Commit: not null })
        {
            await Problem.InvalidRequest([new Decisions.RequestError("/commit", "cannot be combined with `revision`; send one of the two")])
                .Send(context)
                .ConfigureAwait(false);
            return;
        }

        var reason = await loading.RollBack(command.Revision, command.Commit, context.RequestAborted).ConfigureAwait(false);
        await Answer(context, reason).ConfigureAwait(false);
    }

    /// <summary>Null if a problem has been sent.</summary>
    private static async Task<RevisionCommand?> Read(HttpContext context, RequestBody bodies)
    {
        if (await bodies.Read(context).ConfigureAwait(false) is not { } body)
        {
            return null;
        }

        var (command, errors) = RevisionCommandReader.Read(body.Bytes);
        bodies.Close(context, body);
        if (command is null)
        {
            await Problem.InvalidRequest(errors).Send(context).ConfigureAwait(false);
        }

        return command;
    }

    /// <param name="problem">Why nothing changed; null if it did.</param>
    private static Task Answer(HttpContext context, string? problem) => problem is null
        ? Results.Json(HealthEndpoints.StateOf(context.RequestServices)).ExecuteAsync(context)
        : new Problem(StatusCodes.Status409Conflict, "nothing changed", problem, []).Send(context);
}
