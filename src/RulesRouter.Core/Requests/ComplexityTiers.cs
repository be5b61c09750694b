namespace RulesRouter.Requests;

/// <summary>The cut points between tiers of difficulty.</summary>
internal static class ComplexityTiers
{
    /// <param name="difficulty">In [0, 1].</param>
    public static ComplexityTier Of(double difficulty) => difficulty switch
    {
        < 1.0 / 3 => ComplexityTier.Low,
        < 2.0 / 3 => ComplexityTier.Medium,
        _ => ComplexityTier.High,
    };
}
