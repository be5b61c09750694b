namespace RulesRouter.Requests;

/// <summary>The spelling of tiers and the cut points between them.</summary>
public static class ComplexityTiers
{
    public static IReadOnlyList<string> Names { get; } = ["low", "medium", "high"];

    public static string NameOf(ComplexityTier tier) => Names[(int)tier];

    /// <param name="difficulty">In [0, 1].</param>
    public static ComplexityTier Of(double difficulty) => difficulty switch
    {
        < 1.0 / 3 => ComplexityTier.Low,
        < 2.0 / 3 => ComplexityTier.Medium,
        _ => ComplexityTier.High,
    };
}
