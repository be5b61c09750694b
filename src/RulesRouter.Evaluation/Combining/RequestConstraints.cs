using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Combining;

/// <summary>The request's own constraints, as rows of the constraint table: combined with those of rules and reported like them.</summary>
internal static class RequestConstraints
{
    private static readonly ImmutableArray<ConstraintDefinition> Definitions =
    [
        .. ConstraintTable.All.Where(definition => definition.IsSetByRequests),
    ];

    public static ImmutableArray<CombinedConstraint> Of(DecisionRequest request, Estimator estimator)
    {
        var attemptsUsd = AttemptCosts.Claimed(request, estimator);
        var limits = Limits(request, estimator, attemptsUsd);
        var (rows, count) = (new CombinedConstraint[Definitions.Length], 0);
        foreach (var definition in Definitions)
        {
            if (definition.AskedBy(limits) is { } asked)
            {
                rows[count++] = new CombinedConstraint(definition, asked, CombinedConstraint.FromRequest)
                {
                    Spent = definition is MaxCostUsd && attemptsUsd > 0 ? new SpentBudget(request.MaxCostUsd!.Value, attemptsUsd) : null,
                };
            }
        }

        return ImmutableArray.Create(rows, 0, count);
    }

    private static RequestLimits Limits(DecisionRequest request, Estimator estimator, double attemptsUsd)
    {
        var (input, output) = (estimator.InputTokens, estimator.NeededOutput);
        var both = (input > 0 ? input : 0) + (output > 0 ? output : 0);
        return new RequestLimits(
            request.Needs.Names(),
            both > 0 ? both : null,
            output > 0 ? output : null,
            request.DeadlineMs,
            request.MaxCostUsd is { } budget ? AttemptCosts.Left(budget, attemptsUsd) : null);
    }
}
