using RulesRouter.Access;
using RulesRouter.Service.Access;

namespace RulesRouter.Service.Endpoints;

/// <summary>The policies and catalog endpoints of the current revision.</summary>
internal static class CatalogEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/v1/policies", Policies)
            .Needs(AccessScope.Read)
            .WithTags("Catalog")
            .WithName("policies")
            .WithSummary("The policies requests can name")
            .Produces<PolicyListAnswer>().ProducesProblem(503);
        app.MapGet("/v1/policies/{name}", Policy)
            .Needs(AccessScope.Read)
            .WithTags("Catalog")
            .WithName("policy")
            .WithSummary("One policy with its layers, attributes and rules")
            .Produces<PolicyAnswer>().ProducesProblem(404).ProducesProblem(503);
        app.MapGet("/v1/catalog/endpoints", Endpoints)
            .Needs(AccessScope.Read)
            .WithTags("Catalog")
            .WithName("endpoints")
            .WithSummary("The endpoints of the catalog with their current prices")
            .Produces<EndpointListAnswer>().ProducesProblem(503);
    }

    private static IResult Policies(Router router, HttpContext context) => router.Current is { } snapshot
        ? Results.Json(
            new PolicyListAnswer(
                snapshot.Set.Revision,
                snapshot.Set.Names.Where(context.Caller().MayUse).Select(name => PolicySummary.Of(snapshot.Set.Find(name)!))))
        : Problem.NotReady;

    private static IResult Policy(string name, Router router, HttpContext context)
    {
        var caller = context.Caller();

        if (router.Current is not { } snapshot)
        {
            return Problem.NotReady;
        }

        if (!caller.MayUse(name))
        {
            return Problem.PolicyNotAllowed(caller, name, "");
        }

        return snapshot.Set.Find(name) is { } policy
            ? Results.Json(PolicyAnswer.Of(policy))
            : Problem.UnknownPolicy(name, snapshot.Set, caller.MayUse, []);
    }

    private static IResult Endpoints(Router router, TimeProvider clock) => router.Current is { } snapshot
        ? Results.Json(
            new EndpointListAnswer(
                snapshot.Set.Revision,
                snapshot.Set.Catalog.Endpoints.Select(endpoint => EndpointAnswer.Of(endpoint, clock.GetUtcNow()))))
        : Problem.NotReady;
}
