namespace RulesRouter.Decisions;

/// <summary>A budget that earlier attempts drew on.</summary>
/// <param name="BudgetUsd">US dollars before the attempts.</param>
/// <param name="AttemptsUsd">US dollars that the attempts cost, at least 0; infinite if unknown.</param>
internal sealed record SpentBudget(double BudgetUsd, double AttemptsUsd);
