using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Verification.Witnesses;

/// <summary>Values of the facts of budgets → the state in which the evaluator derives them.</summary>
internal static class BudgetStates
{
    /// <summary>A budget whose share is unknown although the request has its attributes is one whose state is not available.</summary>
    public static RouterState Of(CompiledPolicy policy, FactAssignment facts)
    {
        var states = ImmutableSortedDictionary.CreateBuilder<string, BudgetState>(StringComparer.Ordinal);
        foreach (var (budget, _, _) in policy.Budgets)
        {
            var (share, remaining) = (facts[budget.ShareName], facts[budget.RemainingName]);
            if (!share.IsKnown && !remaining.IsKnown)
            {
                if (budget.Per.All(attribute => facts[attribute.Name].IsKnown))
                {
                    states[budget.Id] = BudgetState.Lost;
                }

                continue;
            }

            var spent = share.IsKnown
                ? SpentAt(share.Number, budget)
                : Math.Max(0, Catalog.Usd.Sum(budget.Limit, -remaining.Number));
            if (spent > 0)
            {
                states[budget.Id] = new BudgetState(spent, 0);
            }
        }

        return states.Count == 0 ? RouterState.Healthy : RouterState.Healthy with { Budgets = states.ToImmutable() };
    }

    /// <summary>The facts of budgets of which nothing is spent.</summary>
    public static IEnumerable<(string Name, FactValue Value)> Unused(CompiledPolicy policy) => policy.Budgets.SelectMany(
        one => new[] { (one.Budget.ShareName, FactValue.Of(0.0)), (one.Budget.RemainingName, FactValue.Of(one.Budget.Limit)) });

    /// <summary>Of the amounts near the product, one whose share is exactly the given one if there is one.</summary>
    private static double SpentAt(double share, BudgetDeclaration budget)
    {
        var near = Math.Min(share * budget.Limit, double.MaxValue);
        double[] tried = [near, Math.BitIncrement(near), Math.BitDecrement(near)];
        return tried.FirstOrDefault(spent => spent / budget.Limit == share, near);
    }
}
