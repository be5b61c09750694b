namespace RulesRouter.Catalog;

/// <summary>What an endpoint's API does. Only a chat endpoint can answer a request for a decision.</summary>
public enum EndpointApi
{
    Chat,
    Image,
    Speech,
    Realtime,
    Ocr,
    Embedding,
    Reranking,
    Translation,

    /// <summary>Research jobs of minutes, with their own API.</summary>
    Research,

    /// <summary>Labels for a text instead of an answer: moderation, safety.</summary>
    Moderation,
}
