namespace RulesRouter.Verification.Proving;

/// <summary>The circumstances claims are held against.</summary>
/// <param name="At">The moment prices, dates and evidence are judged at.</param>
public sealed record ProofSettings(DateTimeOffset At, bool AllowSampleEvidence)
{
    internal ProofBudget Budget { get; init; } = ProofBudget.Default;
}
