namespace RulesRouter.Client.Outcomes;

/// <summary>The source of a verdict; of several that reported, the last in this order counts.</summary>
public enum VerdictSource
{
    /// <summary>A program that checked the answer, or that saw none.</summary>
    Verifier,

    Tests,
    Human,
    Merged,
    Reverted,
}
