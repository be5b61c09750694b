using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Combining;

/// <summary>The result of combining: the effects of the matched rules and the request's own constraints (semantics 1 to 4).</summary>
/// <param name="Rules">Constraints, obligations and denials of the rules.</param>
/// <param name="Unwaived">Constraints of the rules, without waived ones.</param>
/// <param name="Requested">The request's own constraints.</param>
/// <param name="Selecting">The rule that selects.</param>
/// <param name="Waivers">The waivers that lifted a constraint, in declared order.</param>
internal sealed record CombinedEffects(
    PreparedRequest Prepared,
    CombinedRules Rules,
    RuleConstraints Unwaived,
    ImmutableArray<CombinedConstraint> Requested,
    CompiledRule Selecting,
    ImmutableArray<Waiver> Waivers)
{
    /// <summary>Required constraints of rules and request.</summary>
    public ConstraintSet Constraints { get; } = Unwaived.With(0)
        .With(Requested)
        .With(RowsOf(Prepared.Budgets))
        .With(AttemptCosts.RemainingBudget(Unwaived.With(0), Prepared.Input.Request, Prepared.Estimator));

    /// <summary>US dollars for the whole chain with the first preferred constraints kept; infinite without a bound.</summary>
    public double BudgetUsd(int kept)
    {
        var rules = Unwaived.With(kept);
        var remaining = AttemptCosts.RemainingBudget(rules, Prepared.Input.Request, Prepared.Estimator);
        return Math.Min(
            Math.Min(BudgetIn(rules.Rows), BudgetIn(Requested)),
            Math.Min(BudgetIn(RowsOf(Budgets)), BudgetIn(remaining)));
    }

    /// <summary>Read from the rows, since combining them for one number would allocate for every hop.</summary>
    private static double BudgetIn(ImmutableArray<CombinedConstraint> rows)
    {
        var least = double.PositiveInfinity;
        foreach (var row in rows)
        {
            if (row.Definition is MaxCostUsd && row.Value is ConstraintValue.Number budget)
            {
                least = Math.Min(least, budget.Value);
            }
        }

        return least;
    }

    /// <summary>What the budgets of the policy allow the worst case of all hops together, as constraints.</summary>
    public static ImmutableArray<CombinedConstraint> RowsOf(ImmutableArray<BudgetReading> budgets) =>
        budgets.IsEmpty ? [] : [.. budgets.Select(budget => budget.Row).OfType<CombinedConstraint>()];

    /// <summary>The budgets of the policy, inherited ones first.</summary>
    public ImmutableArray<BudgetReading> Budgets => Prepared.Budgets;

    /// <summary>In declared order: inherited constraints first, then in file order.</summary>
    public ImmutableArray<SetConstraint> Preferred => Rules.Preferred;

    public ImmutableArray<SetConstraint> Advisory => Rules.Advisory;

    /// <summary>Null if the rules do not deny.</summary>
    public RuleDenial? Denial => RuleDenial.Of(this);

    public Selection Selection => Selecting.Rule.Selection!;

    /// <summary>
    /// What the selection makes of the model that the client named; nothing if the client named none. Vectors of different models do not
    /// compare, so a request for vectors requires it.
    /// </summary>
    public RequestedModel RequestedModel =>
        Prepared.Input.Request.RequestedModel is null ? RequestedModel.Ignore
        : Prepared.Input.Request.Api == EndpointApi.Embedding ? RequestedModel.Require
        : Selection.RequestedModel;
}
