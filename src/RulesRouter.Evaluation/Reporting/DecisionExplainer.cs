using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Matching;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>Explains a decision from the results of its steps; no rule is evaluated again.</summary>
internal static class DecisionExplainer
{
    /// <param name="matches">Read for the trace only.</param>
    public static Explanation Explain(Decision decision, PlannedChain planned, Matches matches, bool countsExclusions)
    {
        var filtered = planned.Ranked.Filtered;
        var denial = filtered.Effects.Denial;
        var eligibility = filtered.First.Eligibility;
        var isEmptied = decision is Denied && denial is null;
        ImmutableArray<EmptyingConstraint> emptiedBy = isEmptied ? DenialExplainer.EmptiedBy(eligibility) : [];
        return new Explanation(DecisionReasons.Of(decision, planned, emptiedBy))
        {
            EmptiedBy = emptiedBy,
            FeasibleIf = isEmptied
                ? [
                    .. DenialExplainer.FeasibleIf(eligibility),
                    .. decision is Denied { Code: DenialCode.BudgetExhausted }
                        ? filtered.Effects.Budgets.Select(BudgetDenial.FeasibleIf).OfType<string>()
                        : [],
                ]
                : denial?.FeasibleIf ?? [],
            Excluded = countsExclusions ? filtered.First.Filters.Exclusions(eligibility.Estimator) : [],
            Trace = filtered.Effects.Prepared.Input.Request.Explain ? TraceWriter.Write(planned, matches) : null,
        };
    }
}
