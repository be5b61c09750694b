using RulesRouter.Catalog;

namespace RulesRouter.Language.Import;

/// <summary>
/// What an endpoint's name reveals that models.dev does not state: the API behind it, and whether it routes to other models.
/// </summary>
internal static class EndpointNames
{
    /// <summary>
    /// Words of a model's name, separated by <c>-</c>, <c>.</c>, <c>_</c> or <c>/</c>; the first row that matches counts.
    /// </summary>
    private static readonly (string Words, EndpointApi Api)[] Apis =
    [
        ("realtime", EndpointApi.Realtime),
        ("live", EndpointApi.Realtime),
        ("deep-research", EndpointApi.Research),
        ("image", EndpointApi.Image),
        ("imagine", EndpointApi.Image),
        ("ocr", EndpointApi.Ocr),
        ("translate", EndpointApi.Translation),
        ("mt", EndpointApi.Translation),
        ("tts", EndpointApi.Speech),
        ("asr", EndpointApi.Speech),
        ("transcribe", EndpointApi.Speech),
        ("embed", EndpointApi.Embedding),
        ("embedding", EndpointApi.Embedding),
        ("rerank", EndpointApi.Reranking),
        ("moderation", EndpointApi.Moderation),
        ("guard", EndpointApi.Moderation),
        ("safeguard", EndpointApi.Moderation),
    ];

    public static EndpointApi ApiOf(string id)
    {
        var words = Words(id);
        var found = Array.FindIndex(Apis, row => words.Contains($"-{row.Words}-", StringComparison.Ordinal));
        return found < 0 ? EndpointApi.Chat : Apis[found].Api;
    }

    /// <summary>Whether the provider chooses the model of each call: <c>azure/model-router</c>.</summary>
    public static bool IsRouter(string id) => Words(id.Split('/')[^1]).EndsWith("-router-", StringComparison.Ordinal);

    private static string Words(string id) => $"-{id.ToLowerInvariant().Replace('.', '-').Replace('_', '-').Replace('/', '-')}-";
}
