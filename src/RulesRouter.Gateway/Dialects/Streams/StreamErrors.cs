using System.Diagnostics;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Errors;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Writes an error within a stream: nothing that a client takes for the end of an answer follows.</summary>
internal static class StreamErrors
{
    /// <param name="sequence">The number of the event, in dialects that number them.</param>
    public static void Write(EventOutput output, ApiDialect client, UpstreamFailure failure, long sequence, StreamExtension extension)
    {
        var json = output.Begin(client == ApiDialect.OpenaiChat ? null : "error");
        json.WriteStartObject();
        switch (client)
        {
            case ApiDialect.OpenaiChat:
                break;
            case ApiDialect.AnthropicMessages:
                json.WriteString("type", "error");
                break;
            case ApiDialect.OpenaiResponses:
                // OpenAI sends the error nested, its specification has it flat; clients read either.
                json.WriteString("type", "error");
                json.WriteNumber("sequence_number", sequence);
                json.WriteString("code", ErrorWriter.OpenaiCode(failure));
                json.WriteString("message", failure.Message);
                json.WriteString("param", failure.Param);
                break;
            default:
                throw new UnreachableException($"{client}");
        }

        ErrorWriter.Error(json, client, failure);
        extension.Write(json);
        json.WriteEndObject();
        output.End();
    }
}
