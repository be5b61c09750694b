using RulesRouter.Policies;

namespace RulesRouter.Decisions;

/// <summary>What a decision draws on a budget.</summary>
/// <param name="Id">Qualified: <c>policy/budget</c>.</param>
/// <param name="For">The values of its attributes, in declared order; empty if it has none.</param>
/// <param name="Limit">In its unit.</param>
/// <param name="Share">Spent and reserved before the decision, over the limit; null if unknown.</param>
/// <param name="Remaining">Of the limit, before the decision; null if unknown.</param>
/// <param name="Reserved">By the decision; 0 if it is denied.</param>
/// <param name="Until">The end of the window; null for a session.</param>
public sealed record BudgetUse(
    string Id,
    BudgetUnit Unit,
    string For,
    double Limit,
    double? Share,
    double? Remaining,
    double Reserved,
    DateTimeOffset? Until);
