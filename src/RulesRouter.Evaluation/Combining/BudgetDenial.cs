using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Combining;

/// <summary>A denial by the budgets of a policy alone, whatever the catalog contains.</summary>
internal static class BudgetDenial
{
    /// <summary>Null if something remains of every budget.</summary>
    public static RuleDenial? Of(ImmutableArray<BudgetReading> budgets)
    {
        if (budgets.IsEmpty)
        {
            return null;
        }

        var exhausted = budgets.Where(budget => budget.IsExhausted).ToList();
        var unknown = budgets.Where(budget => budget.DeniesUnknown).ToList();
        return exhausted.Count + unknown.Count == 0
            ? null
            : new RuleDenial(
                exhausted.Count > 0 ? DenialCode.BudgetExhausted : DenialCode.BudgetUnknown,
                [.. exhausted.Select(Exhausted), .. unknown.Select(Unknown)],
                [.. exhausted.Select(FeasibleIf).OfType<string>(), .. unknown.Select(Available)]);
    }

    /// <summary>What becomes feasible with the next window; null for a session.</summary>
    public static string? FeasibleIf(BudgetReading budget) => budget.Scope.Until is { } until
        ? $"the next window of budget {budget.Budget.QualifiedId} begins at {Timestamps.Format(until)}"
        : null;

    /// <summary>The part of the budget that the request draws on: <c> for team-a</c>; empty for a budget that all requests share.</summary>
    public static string For(BudgetReading budget) => budget.Scope.Values.Length == 0 ? "" : $" for {budget.Scope.Values}";

    /// <summary>Empty where there is a next window: <see cref="FeasibleIf"/> says when it begins.</summary>
    public static string NoNext(BudgetReading budget) => budget.Scope.Until is null ? "; the session has no next window" : "";

    private static string Exhausted(BudgetReading budget) =>
        $"budget {budget.Budget.QualifiedId} is exhausted{For(budget)}: {NumberFormat.Of(budget.State.Spent)} spent and {NumberFormat.Of(budget.State.Reserved)} reserved of {NumberFormat.Of(budget.Budget.Limit)} {budget.Budget.UnitText}{NoNext(budget)}";

    private static string Unknown(BudgetReading budget) => budget.Scope.Key is null
        ? $"budget {budget.Budget.QualifiedId} cannot be charged: {budget.Scope.Missing} is missing"
        : $"the state of budget {budget.Budget.QualifiedId} is not available{For(budget)}, and the budget denies then (onStoreLost: deny)";

    private static string Available(BudgetReading budget) => budget.Scope.Key is null
        ? budget.Budget.Per.Any(attribute => budget.Scope.Missing.Contains($"`{attribute.Name}`", StringComparison.Ordinal))
            ? $"the credential or the service sets {budget.Scope.Missing}"
            : $"the request sets {budget.Scope.Missing}"
        : $"the store of budget {budget.Budget.QualifiedId} is available";
}
