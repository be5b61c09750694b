using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>
/// Keeps endpoints of which a call fits what remains of a budget: by its expectation, or for a budget of tokens by its worst case. An
/// unknown length or price fits nothing. (The worst case in US dollars is the constraint <c>maxCostUsd</c>.)
/// </summary>
internal sealed class BudgetFilter(BudgetReading budget) : EndpointFilter
{
    /// <summary>Whether a budget needs this filter.</summary>
    public static bool Applies(BudgetReading budget) =>
        !budget.IsUnknown && budget.Row is null && budget.Budget.Unit != BudgetUnit.Requests;

    public override bool Holds(Candidate candidate, Estimator estimator) => Needed(candidate.Index, estimator) <= budget.Remaining;

    public override string Read(Candidate candidate, Estimator estimator) =>
        Figure(candidate, estimator) is { } needed ? $"{NumberFormat.Of(needed)} {budget.Budget.UnitText}" : "unknown";

    public override double? Figure(Candidate candidate, Estimator estimator) =>
        Needed(candidate.Index, estimator) is var needed && double.IsNaN(needed) ? null : needed;

    public override void Narrow(EndpointBits remaining, Estimator estimator)
    {
        foreach (var index in remaining)
        {
            if (!(Needed(index, estimator) <= budget.Remaining))
            {
                remaining.Clear(index);
            }
        }
    }

    protected override EndpointConstraint Describe() => new(
        "budget",
        $"at most {NumberFormat.Of(budget.Remaining)} {budget.Budget.UnitText} left of {NumberFormat.Of(budget.Budget.Limit)}",
        budget.From);

    private double Needed(int index, Estimator estimator) => (budget.Budget.Unit, budget.Budget.Reserve) switch
    {
        (BudgetUnit.Usd, _) => estimator.TokenCostUsd(index),
        (BudgetUnit.Tokens, BudgetReserve.Expected) => estimator.ExpectedTokens(index),
        (BudgetUnit.Tokens, BudgetReserve.WorstCase) => estimator.BoundedTokens(index),
        (BudgetUnit.Requests, _) => 1,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
