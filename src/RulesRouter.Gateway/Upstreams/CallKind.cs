namespace RulesRouter.Gateway.Upstreams;

/// <summary>What a client asks an upstream for.</summary>
internal enum CallKind
{
    /// <summary>An answer of a model.</summary>
    Answer,

    /// <summary>The number of tokens of a request: Anthropic's <c>count_tokens</c>.</summary>
    CountTokens,

    /// <summary>A shorter form of a conversation: OpenAI's <c>/responses/compact</c>.</summary>
    Compact,

    /// <summary>Vectors of texts: OpenAI's <c>/embeddings</c>.</summary>
    Embed,
}
