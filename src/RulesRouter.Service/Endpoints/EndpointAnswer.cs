using System.ComponentModel;
using Endpoint = RulesRouter.Catalog.Endpoint;

namespace RulesRouter.Service.Endpoints;

/// <summary>The answer of <c>GET /v1/catalog/endpoints</c>.</summary>
internal sealed record EndpointListAnswer(
    [property: Description("the revision in force")] string Revision,
    [property: Description("every endpoint of the catalog, by id")] IEnumerable<EndpointAnswer> Endpoints);

/// <summary>What is known about one endpoint; null is unknown.</summary>
internal sealed record EndpointAnswer(
    [property: Description("provider/model[#region.tier]")] string Endpoint,
    [property: Description("the catalog's id of the model")] string Model,
    [property: Description("the catalog's id of the provider")] string Provider,
    [property: Description("region, where the catalog names one")] string? Region,
    [property: Description("context window in tokens, question and answer together")] int? ContextTokens,
    [property: Description("longest answer in tokens")] int? MaxOutputTokens,
    [property: Description("calls tools")] bool? Tools,
    [property: Description("takes images")] bool? Vision,
    [property: Description("follows a JSON schema")] bool? StructuredOutput,
    [property: Description("thinks before it answers")] bool? Reasoning,
    [property: Description("current price in US dollars per million input tokens")] double? InputPerMTok,
    [property: Description("current price in US dollars per million output tokens")] double? OutputPerMTok,
    [property: Description("day on which the prices were held against their source")] DateOnly? PricesAsOf,
    [property: Description("the first day on which it no longer answers")] DateOnly? RetiresOn)
{
    public static EndpointAnswer Of(Endpoint endpoint, DateTimeOffset now)
    {
        var rates = endpoint.Prices?.RatesAt(now);
        return new EndpointAnswer(
            endpoint.Id,
            endpoint.Model.Id,
            endpoint.Provider.Id,
            endpoint.Region,
            endpoint.ContextTokens,
            endpoint.MaxOutputTokens,
            endpoint.Capabilities.Tools,
            endpoint.Capabilities.Vision,
            endpoint.Capabilities.StructuredOutput,
            endpoint.Capabilities.Reasoning,
            rates?.Input,
            rates?.Output,
            endpoint.Prices?.AsOf,
            endpoint.RetiresOn);
    }
}
