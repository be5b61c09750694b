using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Decisions;

/// <summary>The classification that a decision used.</summary>
/// <param name="TaskSource">Caller or derived.</param>
/// <param name="OutputTokens">Expected; null if unknown.</param>
public sealed record ReportedClassification(
    TaskKind? Task,
    Provenance TaskSource,
    double? Difficulty,
    ComplexityTier? Tier,
    double? InputTokens,
    double? OutputTokens,
    ClassificationSource Source,
    bool OutOfDistribution);
