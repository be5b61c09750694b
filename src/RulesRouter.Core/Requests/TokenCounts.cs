namespace RulesRouter.Requests;

/// <summary>Token counts stated by the caller.</summary>
/// <param name="CachedInputTokens">In the cache of the session's last endpoint.</param>
/// <param name="ReasoningTokens">The part of the output that is reasoning, at endpoints that reason.</param>
public sealed record TokenCounts(
    int? InputTokens = null, int? CachedInputTokens = null, int? OutputTokens = null, int? ReasoningTokens = null);
