namespace RulesRouter.State.Budgets;

/// <summary>What all charges on one budget sum to, as <see cref="BudgetAmount"/>.</summary>
/// <param name="Reserved">By open charges.</param>
internal readonly record struct BudgetTotals(long Spent, long Reserved);
