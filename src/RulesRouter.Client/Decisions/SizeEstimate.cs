namespace RulesRouter.Client.Decisions;

/// <summary>Sizes in tokens that a caller knows; each at least 0, null if unknown.</summary>
public sealed record SizeEstimate
{
    /// <summary>The prompt, including cached tokens.</summary>
    public int? InputTokens { get; init; }

    /// <summary>The part of the prompt in the cache of the session's last endpoint.</summary>
    public int? CachedInputTokens { get; init; }

    /// <summary>The expected answer, including reasoning.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>The part of the answer that is reasoning, at endpoints that reason.</summary>
    public int? ReasoningTokens { get; init; }
}
