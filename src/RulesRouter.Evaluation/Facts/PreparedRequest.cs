using System.Collections.Immutable;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Facts;

/// <summary>The result of the first step: the facts that rules read, and the estimates for the request.</summary>
internal sealed record PreparedRequest(DecisionInput Input, RequestFacts Facts, Estimator Estimator)
{
    /// <summary>Inherited ones first.</summary>
    public ImmutableArray<BudgetReading> Budgets { get; init; } = [];

    public static PreparedRequest Of(DecisionInput input, RequestFacts facts) =>
        new(input, facts, Estimator.Of(input.Request, facts, input.At, input.View))
        {
            Budgets = BudgetReading.Of(input.Policy, input.Request, input.At, input.State),
        };
}
