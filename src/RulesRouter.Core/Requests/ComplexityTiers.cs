namespace RulesRouter.Requests;

/// <summary>Scores of difficulty, and the cut points between its tiers.</summary>
internal static class ComplexityTiers
{
    /// <summary>Clamped to 0…1 and rounded to 1/1000; null if the classifier returned no finite number.</summary>
    public static double? ScoreOf(Classification classification) =>
        classification.Difficulty is { } score && double.IsFinite(score) ? Math.Round(Math.Clamp(score, 0, 1), 3) : null;

    /// <param name="difficulty">In [0, 1].</param>
    public static ComplexityTier Of(double difficulty) => difficulty switch
    {
        < 1.0 / 3 => ComplexityTier.Low,
        < 2.0 / 3 => ComplexityTier.Medium,
        _ => ComplexityTier.High,
    };
}
