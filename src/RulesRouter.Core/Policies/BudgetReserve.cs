namespace RulesRouter.Policies;

/// <summary>What a decision reserves until its cost is known.</summary>
internal enum BudgetReserve
{
    /// <summary>The most that all hops together can spend.</summary>
    WorstCase,

    /// <summary>What the dearest hop is expected to spend.</summary>
    Expected,
}
