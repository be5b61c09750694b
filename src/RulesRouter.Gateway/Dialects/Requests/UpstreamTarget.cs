namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>The endpoint that a request is written for.</summary>
/// <param name="WireModel">The model's name at the upstream.</param>
/// <param name="MaxOutputTokens">The most that the decision counted, and the upstream gets; null if nothing bounds it.</param>
/// <param name="AnswerId">The answer's id where the upstream states none.</param>
/// <param name="At">The time of the answer where the upstream states none.</param>
internal sealed record UpstreamTarget(string WireModel, int? MaxOutputTokens, string AnswerId, DateTimeOffset At)
{
    /// <summary>For endpoints of unknown maximum: vendors reject more than their model gives, which may be little.</summary>
    public const int MaxTokensIfUnknown = 4096;

    /// <summary>The most that an API which requires a maximum gets where the client states none.</summary>
    public int DefaultMaxTokens { get; init; } = MaxTokensIfUnknown;

    /// <summary>The maximum for an API that requires one, where the client states none.</summary>
    public int RequiredMaximum => Math.Min(MaxOutputTokens ?? int.MaxValue, DefaultMaxTokens);

    /// <summary>The model reasons: it gets the effort or budget that the client asks for. Others would reject the field.</summary>
    public bool Reasons { get; init; } = true;

    /// <summary>
    /// Reasoning without a signature, and items without encrypted reasoning, are left out where client and upstream have the same dialect.
    /// The upstream answered this conversation before, or not: only then they are another vendor's, which it rejects.
    /// </summary>
    public bool StripsUnsignedReasoning { get; init; }

    /// <summary>The tier of the endpoint, which its prices are of; null: the vendor's standard.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>
    /// An upstream of Chat Completions takes <c>max_completion_tokens</c>, which reasoning models of OpenAI require; false sends
    /// <c>max_tokens</c>, the only field that some compatible servers have.
    /// </summary>
    public bool TakesMaxCompletionTokens { get; init; } = true;
}
