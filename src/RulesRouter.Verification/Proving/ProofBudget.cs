namespace RulesRouter.Verification.Proving;

/// <summary>How far a search may go before its verdict is unknown.</summary>
/// <param name="Conflicts">Of one call of the solver.</param>
/// <param name="Rounds">Models looked at for one claim.</param>
public sealed record ProofBudget(long Conflicts, int Rounds)
{
    public static ProofBudget Default { get; } = new(200_000, 200);
}
