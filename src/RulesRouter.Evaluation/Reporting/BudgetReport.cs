using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>What a decision draws on the budgets of its policy.</summary>
internal static class BudgetReport
{
    public static ValueList<BudgetUse> Of(FilteredCandidates filtered, ImmutableArray<Hop> hops)
    {
        var budgets = filtered.Effects.Budgets;
        return budgets.IsEmpty
            ? []
            : [.. budgets.Select(budget => new BudgetUse(
                budget.Budget.QualifiedId,
                budget.Budget.Unit,
                budget.Scope.Values,
                budget.Budget.Limit,
                budget.IsUnknown ? null : budget.Share,
                budget.IsUnknown ? null : budget.Remaining,
                hops.IsEmpty ? 0 : Reserved(budget.Budget, hops, filtered.First.Eligibility),
                budget.Scope.Until))];
    }

    /// <summary>One sentence per budget.</summary>
    public static IEnumerable<string> Reasons(Routed routed, FilteredCandidates filtered) =>
        filtered.Effects.Budgets.IsEmpty ? [] : filtered.Effects.Budgets.Zip(routed.Budgets, (budget, use) => budget.IsUnknown
            ? $"budget {use.Id} is not enforced{BudgetDenial.For(budget)}: its state is not available (onStoreLost: allow)"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"budget {use.Id}{BudgetDenial.For(budget)}: {budget.Share:P1} of {NumberFormat.Of(use.Limit)} {budget.Budget.UnitText} spent or reserved; this decision reserves {NumberFormat.Of(use.Reserved)}"));

    /// <summary>The sentences for a denial for want of candidates that the budgets caused.</summary>
    public static ImmutableArray<string> Denials(FilteredCandidates filtered) =>
    [
        .. filtered.Effects.Budgets.Where(budget => !budget.IsUnknown && budget.Budget.Unit != BudgetUnit.Requests).Select(
            budget => $"no eligible endpoint fits what remains of budget {budget.Budget.QualifiedId}{BudgetDenial.For(budget)}: {NumberFormat.Of(budget.Remaining)} of {NumberFormat.Of(budget.Budget.Limit)} {budget.Budget.UnitText}{BudgetDenial.NoNext(budget)}"),
    ];

    /// <summary>Whether an endpoint would be eligible without the budgets.</summary>
    public static bool Emptied(FilteredCandidates filtered) =>
        !filtered.Effects.Budgets.IsEmpty
            && filtered.IsEmpty
            && !filtered.First.Filters.WithoutBudgets().Passing(filtered.First.Eligibility.Estimator).IsEmpty;

    /// <summary>In the unit of the budget; unknown amounts count as nothing where the budget is not enforced.</summary>
    private static double Reserved(BudgetDeclaration budget, ImmutableArray<Hop> hops, Eligibility eligibility)
    {
        var estimator = eligibility.Estimator;
        return (budget.Unit, budget.Reserve) switch
        {
            (BudgetUnit.Usd, BudgetReserve.WorstCase) =>
                hops.Aggregate(0.0, (sum, hop) => Usd.Sum(sum, hop.Estimate.WorstCaseUsd ?? 0)),
            (BudgetUnit.Usd, BudgetReserve.Expected) => Most(hops, hop => hop.Estimate.TokenCostUsd ?? 0),
            (BudgetUnit.Tokens, BudgetReserve.WorstCase) => hops.Sum(hop => Known(Longest(hop))),
            (BudgetUnit.Tokens, BudgetReserve.Expected) =>
                Most(hops, hop => Known(estimator.ExpectedTokens(eligibility.CandidateOf(hop).Index))),
            (BudgetUnit.Requests, _) => 1,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        double Longest(Hop hop)
        {
            var index = eligibility.CandidateOf(hop).Index;
            return estimator.AllTokens(index, hop.MaxOutputTokens ?? estimator.LongestOutput(index));
        }
    }

    /// <summary>Of one call, or of two where one may be made beside another.</summary>
    private static double Most(ImmutableArray<Hop> hops, Func<Hop, double> amount) =>
        hops.Select(amount).OrderDescending().Take(hops.Any(hop => hop.HedgeAfterMs is not null) ? 2 : 1).Sum();

    private static double Known(double tokens) => double.IsNaN(tokens) ? 0 : tokens;
}
