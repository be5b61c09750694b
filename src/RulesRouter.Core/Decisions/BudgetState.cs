namespace RulesRouter.Decisions;

/// <summary>What is spent and reserved of a budget in its present window, in the unit of its limit.</summary>
/// <param name="Spent">At least 0.</param>
/// <param name="Reserved">For decisions whose cost is not known yet; at least 0.</param>
/// <param name="IsLost">The store of budgets cannot be reached, so neither figure is known.</param>
public sealed record BudgetState(double Spent, double Reserved, bool IsLost = false)
{
    public static BudgetState Unused { get; } = new(0, 0);

    public static BudgetState Lost { get; } = new(0, 0, IsLost: true);
}
