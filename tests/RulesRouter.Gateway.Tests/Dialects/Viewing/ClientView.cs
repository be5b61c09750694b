using System.Diagnostics;
using System.Text.Json.Nodes;
using RulesRouter.Catalog;

namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <summary>What a client of a dialect sees: written apart from the gateway's own readers.</summary>
internal static class ClientView
{
    public static ViewedAnswer Answer(ApiDialect dialect, ReadOnlySpan<byte> body)
    {
        var node = JsonNode.Parse(body)!;
        return dialect switch
        {
            ApiDialect.OpenaiChat => ChatView.Answer(node),
            ApiDialect.OpenaiResponses => ResponsesView.Answer(node),
            ApiDialect.AnthropicMessages => MessagesView.Answer(node),
            _ => throw new UnreachableException($"{dialect}"),
        };
    }

    public static ViewedStream Stream(ApiDialect dialect, ReadOnlySpan<byte> stream) => dialect switch
    {
        ApiDialect.OpenaiChat => ChatView.Stream(stream),
        ApiDialect.OpenaiResponses => ResponsesView.Stream(stream),
        ApiDialect.AnthropicMessages => MessagesView.Stream(stream),
        _ => throw new UnreachableException($"{dialect}"),
    };
}
