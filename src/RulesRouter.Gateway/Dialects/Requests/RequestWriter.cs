using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>Writes a request in any dialect.</summary>
internal static class RequestWriter
{
    public static ReadOnlyMemory<byte> Write(NeutralRequest request, ApiDialect dialect, UpstreamTarget target) => Writing.Document(json =>
    {
        json.WriteStartObject();
        switch (dialect)
        {
            case ApiDialect.OpenaiChat:
                ChatRequestWriter.Write(json, request, target);
                break;
            case ApiDialect.OpenaiResponses:
                ResponsesRequestWriter.Write(json, request, target);
                break;
            case ApiDialect.AnthropicMessages:
                MessagesRequestWriter.Write(json, request, target);
                break;
            default:
                throw new UnreachableException($"{dialect}");
        }

        json.WriteEndObject();
    });
}
