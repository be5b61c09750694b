
namespace RulesRouter.Service.Endpoints;

/// <summary>The policies and catalog endpoints of the current revision.</summary>
internal static class CatalogEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/v1/policies", Policies).WithTags("Catalog").WithName("policies").WithSummary("The policies requests can name")
            .Produces<PolicyListAnswer>().ProducesProblem(503);
        app.MapGet("/v1/policies/{name}", Policy)
            .WithTags("Catalog")
            .WithName("policy")
            .WithSummary("One policy with its layers, attributes and rules")
            .Produces<PolicyAnswer>().ProducesProblem(404).ProducesProblem(503);
        app.MapGet("/v1/catalog/endpoints", Endpoints)
            .WithTags("Catalog")
            .WithName("endpoints")
            .WithSummary("The endpoints of the catalog with their current prices")
            .Produces<EndpointListAnswer>().ProducesProblem(503);
    }

    private static IResult Policies(Router router) => router.Current is { } snapshot
        ? Results.Json(
            new PolicyListAnswer(snapshot.Set.Revision, snapshot.Set.Names.Select(name => PolicySummary.Of(snapshot.Set.Find(name)!))))
        : Problem.NotReady;

    private static IResult Policy(string name, Router router)
    {
        if (router.Current is not { } snapshot)
        {
            return Problem.NotReady;
        }

        return snapshot.Set.Find(name) is { } policy
            ? Results.Json(PolicyAnswer.Of(policy))
            : Problem.UnknownPolicy(name, snapshot.Set.Names, []);
    }

    private static IResult Endpoints(Router router, TimeProvider clock) => router.Current is { } snapshot
        ? Results.Json(
            new EndpointListAnswer(
                snapshot.Set.Revision,
                snapshot.Set.Catalog.Endpoints.Select(endpoint => EndpointAnswer.Of(endpoint, clock.GetUtcNow()))))
        : Problem.NotReady;
}
