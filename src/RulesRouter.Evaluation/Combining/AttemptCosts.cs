using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Combining;

/// <summary>
/// What earlier attempts cost. A failure before the endpoint accepted the request costs nothing; any other attempt was paid for, at its
/// worst case if its cost is unknown.
/// </summary>
internal static class AttemptCosts
{
    /// <summary>US dollars towards the caller's own budget: what the caller states, else the worst case.</summary>
    public static double Claimed(DecisionRequest request, Estimator estimator)
    {
        var sum = 0.0;
        foreach (var attempt in request.Attempts)
        {
            sum = Usd.Sum(sum, attempt.CostUsd ?? WorstCaseUsd(attempt, estimator));
        }

        return sum;
    }

    /// <summary>US dollars towards a policy's budget: a caller cannot state less than the worst case.</summary>
    public static double Charged(DecisionRequest request, Estimator estimator)
    {
        var sum = 0.0;
        foreach (var attempt in request.Attempts)
        {
            sum = Usd.Sum(sum, Math.Max(attempt.CostUsd ?? 0, WorstCaseUsd(attempt, estimator)));
        }

        return sum;
    }

    /// <summary>
    /// What attempts leave of the rules' budget, as a constraint in addition to the rules'; none without attempts or budget.
    /// </summary>
    public static ImmutableArray<CombinedConstraint> RemainingBudget(ConstraintSet rules, DecisionRequest request, Estimator estimator)
    {
        if (request.Attempts.IsEmpty)
        {
            return [];
        }

        foreach (var row in rules.Rows)
        {
            if (row.Definition is MaxCostUsd && row.Value is ConstraintValue.Number budget)
            {
                var charged = Charged(request, estimator);
                return
                [
                    row with
                    {
                        Value = new ConstraintValue.Number(Left(budget.Value, charged)),
                        Spent = new SpentBudget(budget.Value, charged),
                    },
                ];
            }
        }

        return [];
    }

    /// <summary>US dollars of a budget that attempts left, at least 0.</summary>
    public static double Left(double budgetUsd, double attemptsUsd) => Math.Max(0, Usd.Sum(budgetUsd, -attemptsUsd));

    /// <summary>
    /// US dollars that attempts may have cost above what <see cref="Claimed"/> and <see cref="Charged"/> count: the decision before gave
    /// them what its later hops left of the budget.
    /// </summary>
    /// <param name="kept">The first preferred constraints that are kept.</param>
    /// <param name="spareUsd">What the hops of this decision leave of the budget at their tightest caps; finite, at least 0.</param>
    public static double AboveCharged(CombinedEffects effects, int kept, double spareUsd)
    {
        var (request, estimator) = (effects.Prepared.Input.Request, effects.Prepared.Estimator);
        var believesClaims = RemainingBudget(effects.Unwaived.With(kept), request, estimator).IsEmpty;
        var above = 0.0;
        foreach (var attempt in request.Attempts)
        {
            if (IsFree(attempt.Failed) || (believesClaims && attempt.CostUsd is not null) || IndexOf(attempt, estimator) is not { } index)
            {
                continue;
            }

            // An unknown maximum may be anything.
            var counted = Math.Max(attempt.CostUsd ?? 0, WorstCaseUsd(attempt, estimator));
            var most = estimator.WorstCaseUsd(index) is var worst && double.IsNaN(worst) ? double.PositiveInfinity : worst;
            if (most > counted)
            {
                above = Usd.Sum(above, Math.Min(Usd.Sum(most, -counted), Usd.Sum(spareUsd, -above)));
            }
        }

        return above;
    }

    private static double WorstCaseUsd(Attempt attempt, Estimator estimator)
    {
        if (IsFree(attempt.Failed))
        {
            return 0;
        }

        if (IndexOf(attempt, estimator) is { } index)
        {
            // Unknown is never zero: an attempt of unknown cost leaves no budget.
            return estimator.BoundedCaseUsd(index) is var usd && double.IsNaN(usd) ? double.PositiveInfinity : usd;
        }

        // In a recorded request: the catalog no longer has the endpoint, so that only the caller knows what it cost.
        return attempt.CostUsd ?? double.PositiveInfinity;
    }

    /// <summary>Null if the catalog no longer has the endpoint of a recorded attempt.</summary>
    private static int? IndexOf(Attempt attempt, Estimator estimator)
    {
        for (var index = 0; index < estimator.View.Endpoints.Length; index++)
        {
            if (estimator.View.Endpoints[index].Id == attempt.Endpoint)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>Whether the endpoint failed before it accepted the request. A timeout or a broken stream may have been paid for.</summary>
    private static bool IsFree(FailureClass failure) => failure switch
    {
        FailureClass.RateLimited or FailureClass.Unavailable or FailureClass.Authentication or FailureClass.ModelNotFound => true,
        FailureClass.Timeout or FailureClass.ContextOverflow or FailureClass.OutputTruncated or FailureClass.ContentFiltered
            or FailureClass.RejectedOutput or FailureClass.InvalidRequest => false,
    };
}
