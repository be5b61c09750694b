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
    /// <summary>Index of the message that was classified, of several; null for a prompt and where nothing was classified.</summary>
    public int? Message { get; init; }
}
