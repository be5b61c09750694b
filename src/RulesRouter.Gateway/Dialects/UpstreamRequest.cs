using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Answers;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Dialects.Features;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Gateway.Dialects.Streams;

namespace RulesRouter.Gateway.Dialects;

/// <summary>A client's request as one upstream gets it, and the way back of its answer.</summary>
internal sealed class UpstreamRequest(
    ApiDialect client,
    ApiDialect upstream,
    ReadOnlyMemory<byte> body,
    FeatureSet dropped,
    AnswerSettings settings)
{
    /// <summary>The body to send, JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>What the client asked for and the upstream does not get, since the table of features calls that harmless.</summary>
    public FeatureSet Dropped { get; } = dropped;

    /// <summary>Translates the body of an answer with status 200 that is no stream.</summary>
    /// <param name="extension">A field that the client's body gets beside those of its dialect.</param>
    public TranslatedAnswer Answer(ReadOnlyMemory<byte> body, StreamExtension? extension = null)
    {
        using var document = Parsing.Object(body);
        if (document is null)
        {
            return new TranslatedAnswer.Failed(UpstreamFailure.Unreadable("the body is not a JSON object"));
        }

        if (IsError(document.RootElement))
        {
            return new TranslatedAnswer.Failed(ErrorReader.InStream(upstream, document.RootElement, settings.Errors));
        }

        var answer = upstream switch
        {
            ApiDialect.OpenaiChat => ChatAnswerReader.Read(document.RootElement, settings),
            ApiDialect.OpenaiResponses => ResponsesAnswerReader.Read(document.RootElement, settings),
            ApiDialect.AnthropicMessages => MessagesAnswerReader.Read(document.RootElement, settings),
            _ => throw new UnreachableException($"{upstream}"),
        };
        return answer is null
            ? new TranslatedAnswer.Failed(UpstreamFailure.Unreadable("the body has none of the dialect's fields"))
            : new TranslatedAnswer.Answered(client == upstream ? Extended(body, extension) : Write(answer, extension), answer);
    }

    /// <summary>Translates a stream; the caller disposes of it.</summary>
    public StreamTranslation Stream(StreamExtension? extension = null) =>
        new(client, upstream, settings, extension ?? StreamExtension.None);

    /// <summary>Reads a stream for what it says; the caller disposes of it.</summary>
    public StreamTranslation Collect(AnswerCollector collector) => new(upstream, settings, collector);

    private bool IsError(JsonElement body) => upstream switch
    {
        ApiDialect.OpenaiChat => body.Field("error").ValueKind is JsonValueKind.Object or JsonValueKind.String,
        ApiDialect.OpenaiResponses => body.Is("status", "failed") || (body.Field("error").IsObject() && !body.Field("output").IsArray()),
        ApiDialect.AnthropicMessages => body.Is("type", "error"),
        _ => throw new UnreachableException($"{upstream}"),
    };

    private static ReadOnlyMemory<byte> Extended(ReadOnlyMemory<byte> body, StreamExtension? extension)
    {
        if (extension is null || extension.Value() is not { Length: > 0 } value)
        {
            return body;
        }

        ReadOnlyMemory<byte> name = Writing.Document(json => json.WriteStringValue(extension.Name));
        return TopLevel.Edit(body.Span, [], [(byte[])[.. name.Span, (byte)':', .. value.Span]]);
    }

    private ReadOnlyMemory<byte> Write(Answer answer, StreamExtension? extension) => Writing.Document(json =>
    {
        json.WriteStartObject();
        switch (client)
        {
            case ApiDialect.OpenaiChat:
                ChatAnswerWriter.Write(json, answer, settings);
                break;
            case ApiDialect.OpenaiResponses:
                ResponsesAnswerWriter.Write(json, answer, settings);
                break;
            case ApiDialect.AnthropicMessages:
                MessagesAnswerWriter.Write(json, answer);
                break;
            default:
                throw new UnreachableException($"{client}");
        }

        extension?.Write(json);
        json.WriteEndObject();
    });
}
