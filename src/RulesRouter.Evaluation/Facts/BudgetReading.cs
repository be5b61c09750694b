using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Facts;

/// <summary>A budget of a policy for one request: what the request draws on, and its state.</summary>
internal sealed record BudgetReading(BudgetScope Scope, BudgetState State)
{
    public BudgetDeclaration Budget => Scope.Budget;

    /// <summary>An attribute is missing, or the state is not available.</summary>
    public bool IsUnknown => Scope.Key is null || State.IsLost;

    /// <summary>Of the limit, at least 0; NaN if unknown.</summary>
    public double Share => IsUnknown ? double.NaN : Used / Budget.Limit;

    /// <summary>In the unit of the limit, at least 0; NaN if unknown.</summary>
    public double Remaining => IsUnknown ? double.NaN : Math.Max(0, Catalog.Usd.Sum(Budget.Limit, -Used));

    /// <summary>Spent and reserved.</summary>
    public double Used => Catalog.Usd.Sum(State.Spent, State.Reserved);

    /// <summary>Tokens and requests are whole numbers: less than one is none.</summary>
    public bool IsExhausted => Share >= 1 || (Budget.Unit != BudgetUnit.Usd && Remaining < 1);

    /// <summary>The request is denied, because the budget cannot be enforced.</summary>
    public bool DeniesUnknown => Scope.Key is null || (State.IsLost && Budget.OnStoreLost == StoreLost.Deny);

    /// <summary>As the worst case of all hops together may spend at most this; null for another kind of budget.</summary>
    public CombinedConstraint? Row => IsUnknown || Budget is not { Unit: BudgetUnit.Usd, Reserve: BudgetReserve.WorstCase }
        ? null
        : new CombinedConstraint(ConstraintTable.Of<MaxCostUsd>(), new ConstraintValue.Number(Remaining), From);

    public ImmutableSortedSet<string> From => ImmutableSortedSet.Create(StringComparer.Ordinal, $"budget {Budget.QualifiedId}");

    /// <summary>The budgets of a policy, inherited ones first.</summary>
    public static ImmutableArray<BudgetReading> Of(CompiledPolicy policy, DecisionRequest request, DateTimeOffset at, RouterState state) =>
        policy.Budgets.IsEmpty ? [] : Each(policy, request, at, state);

    /// <summary>Apart from the check for none, which then allocates nothing.</summary>
    private static ImmutableArray<BudgetReading> Each(
        CompiledPolicy policy,
        DecisionRequest request,
        DateTimeOffset at,
        RouterState state) =>
    [
        .. policy.Budgets.Select(one => new BudgetReading(
            BudgetScope.Of(one.Budget, policy.Attributes.Select(pair => pair.Attribute), request, at),
            state.Budgets.GetValueOrDefault(one.Budget.Id, BudgetState.Unused))),
    ];
}
