using System.ComponentModel;
using Endpoint = RulesRouter.Catalog.Endpoint;

namespace RulesRouter.Service.Endpoints;

/// <summary>The response of <c>GET /v1/catalog/endpoints</c>.</summary>
internal sealed record EndpointListAnswer(
    [property: Description("the current revision")] string Revision,
    [property: Description("every endpoint of the catalog, by id")] IEnumerable<EndpointAnswer> Endpoints);

/// <summary>The facts about one endpoint; null means unknown.</summary>
internal sealed record EndpointAnswer(
    [property: Description("provider/model[#region.tier]")] string Endpoint,
    [property: Description("the catalog's id of the model")] string Model,
    [property: Description("the catalog's id of the provider")] string Provider,
    [property: Description("the region, if the catalog names one")] string? Region,
    [property: Description("context window in tokens, input and output together")] int? ContextTokens,
    [property: Description("maximum output in tokens")] int? MaxOutputTokens,
    [property: Description("supports tool calls")] bool? Tools,
    [property: Description("accepts images")] bool? Vision,
    [property: Description("supports output by JSON schema")] bool? StructuredOutput,
    [property: Description("reasons before it answers")] bool? Reasoning,
    [property: Description("accepts audio")] bool? Audio,
    [property: Description("accepts documents such as PDF")] bool? Files,
    [property: Description("answers with audio")] bool? AudioOutput,
    [property: Description("current price of input in US dollars per million tokens")] double? InputPerMTok,
    [property: Description("current price of output in US dollars per million tokens")] double? OutputPerMTok,
    [property: Description("date on which the prices were compared with their source")] DateOnly? PricesAsOf,
    [property: Description("the first date on which the endpoint is no longer served")] DateOnly? RetiresOn)
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
            endpoint.Capabilities.Audio,
            endpoint.Capabilities.Files,
            endpoint.Capabilities.AudioOutput,
            rates?.Input,
            rates?.Output,
            endpoint.Prices?.AsOf,
            endpoint.RetiresOn);
    }
}
