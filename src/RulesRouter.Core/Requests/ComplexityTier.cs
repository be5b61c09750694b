namespace RulesRouter.Requests;

/// <summary>A coarse difficulty, derived from <see cref="Classification.Difficulty"/>: below 1/3, below 2/3, the rest.</summary>
public enum ComplexityTier
{
    Low,
    Medium,
    High,
}
