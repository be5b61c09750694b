using RulesRouter.Evaluation;
using RulesRouter.Policies;
using RulesRouter.Service.Snapshots;
using Endpoint = RulesRouter.Catalog.Endpoint;

namespace RulesRouter.Service.Endpoints;

/// <summary>What is in force: policies and the catalog's endpoints.</summary>
internal static class CatalogEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/v1/policies", (SnapshotHolder holder) => holder.Current is { } snapshot
                ? Results.Json(new { revision = snapshot.Set.Revision, policies = snapshot.Set.Names.Select(name => Shown(snapshot.Set.Find(name)!)) })
                : NotReady())
            .WithName("policies").WithSummary("The policies requests can name");
        app.MapGet("/v1/policies/{name}", (string name, SnapshotHolder holder) => holder.Current is not { } snapshot
                ? NotReady()
                : snapshot.Set.Find(name) is { } policy ? Results.Json(InFull(policy)) : Results.Problem($"no policy is called `{name}`", statusCode: 404, title: "unknown policy"))
            .WithName("policy").WithSummary("One policy with its layers, attributes and rules");
        app.MapGet("/v1/catalog/endpoints", (SnapshotHolder holder, TimeProvider clock) => holder.Current is { } snapshot
                ? Results.Json(new { revision = snapshot.Set.Revision, endpoints = snapshot.Set.Catalog.Endpoints.Select(endpoint => Shown(endpoint, clock.GetUtcNow())) })
                : NotReady())
            .WithName("endpoints").WithSummary("The endpoints of the catalog, with the prices in force");
    }

    private static IResult NotReady() => Results.Problem("no revision has been loaded yet; GET /readyz says why", statusCode: 503, title: "no policies in force");

    private static object Shown(CompiledPolicy policy) => new
    {
        name = policy.Name,
        description = policy.Layers.Policy.Description,
        owners = policy.Layers.Policy.Owners,
        layers = policy.Layers.Layers.Select(layer => layer.Name),
    };

    private static object InFull(CompiledPolicy policy) => new
    {
        name = policy.Name,
        description = policy.Layers.Policy.Description,
        owners = policy.Layers.Policy.Owners,
        layers = policy.Layers.Layers.Select(layer => layer.Name),
        attributes = policy.Layers.Attributes().Select(attribute => new
        {
            name = attribute.Name,
            type = attribute.Type.ToString().ToLowerInvariant(),
            values = attribute.Values,
            @default = attribute.Default.IsKnown ? attribute.Default.ToString(attribute.Type) : null,
            source = attribute.From.ToString().ToLowerInvariant(),
            description = attribute.Description,
        }),
        rules = policy.Rules.Select(rule => new
        {
            rule = rule.QualifiedId,
            priority = rule.Rule.Priority,
            when = rule.Rule.When?.Text,
            constrain = rule.Rule.Constraints.ToDictionary(clause => clause.Definition.Name, clause => clause.Value.ToString()),
            oblige = rule.Rule.Obligations.ToDictionary(clause => clause.Definition.Name, clause => clause.Value.ToString()),
            deny = rule.Rule.Denies,
            objective = rule.Rule.Selection is { } selection ? ObjectiveNames.NameOf(selection.Objective) : null,
            reason = rule.Rule.Reason,
        }),
    };

    private static object Shown(Endpoint endpoint, DateTimeOffset now)
    {
        var rates = endpoint.Prices?.RatesAt(now);
        return new
        {
            endpoint = endpoint.Id.ToString(),
            model = endpoint.Model.Id,
            provider = endpoint.Provider.Id,
            region = endpoint.Region,
            contextTokens = endpoint.ContextTokens,
            maxOutputTokens = endpoint.MaxOutputTokens,
            tools = endpoint.Capabilities.Tools,
            vision = endpoint.Capabilities.Vision,
            structuredOutput = endpoint.Capabilities.StructuredOutput,
            reasoning = endpoint.Capabilities.Reasoning,
            inputPerMTok = rates?.Input,
            outputPerMTok = rates?.Output,
            pricesAsOf = endpoint.Prices?.AsOf,
        };
    }
}
