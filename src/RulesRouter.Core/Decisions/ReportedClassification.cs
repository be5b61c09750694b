using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Decisions;

/// <summary>The classification that a decision used.</summary>
/// <param name="OutputTokens">Expected; null if unknown.</param>
public sealed record ReportedClassification(
    TaskKind? Task,
    TaskSource TaskSource,
    double? Difficulty,
    ComplexityTier? Tier,
    double? InputTokens,
    double? OutputTokens,
    ClassificationSource Source,
    bool OutOfDistribution)
{
    /// <summary>What the request is within its task; null if no finer kind is recognised.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>The intent of the policy's <c>intents</c> that the request has; null if it has none of them.</summary>
    public string? Intent { get; init; }

    /// <summary>
    /// Attribute and value of the credential by which difficulty is learned, such as <c>team=search</c>; null if the policy has no
    /// <c>difficultyBy</c>, or the credential no value.
    /// </summary>
    public string? DifficultyGroup { get; init; }

    /// <summary>Index of the message that was classified, of several; null for a prompt and where nothing was classified.</summary>
    public int? Message { get; init; }
}
