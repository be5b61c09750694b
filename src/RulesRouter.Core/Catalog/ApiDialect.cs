namespace RulesRouter.Catalog;

/// <summary>The format of requests and answers that a provider's API has.</summary>
public enum ApiDialect
{
    /// <summary>OpenAI's Chat Completions: <c>POST /chat/completions</c>.</summary>
    OpenaiChat,

    /// <summary>OpenAI's Responses: <c>POST /responses</c>.</summary>
    OpenaiResponses,

    /// <summary>Anthropic's Messages: <c>POST /messages</c>.</summary>
    AnthropicMessages,
}
