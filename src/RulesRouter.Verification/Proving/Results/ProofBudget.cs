namespace RulesRouter.Verification.Proving.Results;

/// <summary>Limits of a search; beyond them the verdict is unknown.</summary>
/// <param name="Conflicts">Maximum conflicts of one call of the solver.</param>
/// <param name="Rounds">Maximum models examined for one claim.</param>
internal sealed record ProofBudget(long Conflicts, int Rounds)
{
    public static ProofBudget Default { get; } = new(200_000, 200);
}
