using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Reads a request of any dialect.</summary>
internal static class RequestReader
{
    /// <exception cref="JsonException">The body is not a JSON object.</exception>
    public static NeutralRequest Read(ReadOnlyMemory<byte> body, ApiDialect dialect)
    {
        // Not disposed of: the request keeps elements of it.
        var root = JsonDocument.Parse(body, Parsing.Options).RootElement;
        return root.IsObject() ? Read(root, dialect) : throw new JsonException("the body is not a JSON object");
    }

    /// <param name="root">An object.</param>
    public static NeutralRequest Read(JsonElement root, ApiDialect dialect)
    {
        var request = new NeutralRequest();
        foreach (var field in root.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            var isKnown = dialect switch
            {
                ApiDialect.OpenaiChat => ChatRequestReader.Read(field.Name, field.Value, request),
                ApiDialect.OpenaiResponses => ResponsesRequestReader.Read(field.Name, field.Value, request),
                ApiDialect.AnthropicMessages => MessagesRequestReader.Read(field.Name, field.Value, request),
                _ => throw new UnreachableException($"{dialect}"),
            };
            request.UseIf(!isKnown, Feature.UnknownField);
        }

        switch (dialect)
        {
            case ApiDialect.OpenaiChat:
                ChatRequestReader.ReadTools(root, request);
                break;
            case ApiDialect.OpenaiResponses:
                ResponsesRequestReader.ReadTools(root, request);
                break;
            case ApiDialect.AnthropicMessages:
                MessagesRequestReader.ReadTools(root, request);
                break;
            default:
                throw new UnreachableException($"{dialect}");
        }

        request.UseIf(request.StopSequences.Count > 0, Feature.StopSequences);
        request.UseIf(request.StopSequences.Count > 4, Feature.ManyStopSequences);
        return request;
    }
}
