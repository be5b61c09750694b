using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Combining;

/// <summary>The request's own constraints, as rows of the constraint table: combined with those of rules and reported like them.</summary>
internal static class RequestConstraints
{
    private const int MaxRows = 5;

    public static ImmutableArray<CombinedConstraint> Of(DecisionRequest request, Estimator estimator)
    {
        var (rows, count) = (new CombinedConstraint[MaxRows], 0);
        if (request.Needs is { Tools: true } or { Vision: true } or { StructuredOutput: true } or { Reasoning: true })
        {
            rows[count++] = new CombinedConstraint(Constraints.Capabilities, new ConstraintValue.Names(Needed(request.Needs).ToImmutableSortedSet(StringComparer.Ordinal)), CombinedConstraint.FromRequest);
        }

        var both = estimator.InputTokens + (estimator.LongestOutput > 0 ? estimator.LongestOutput : 0);
        AddBound(Constraints.ContextTokens, both > 0 ? both : null);
        AddBound(Constraints.OutputTokens, estimator.LongestOutput > 0 ? estimator.LongestOutput : null);
        AddBound(Constraints.LatencyP99Ms, request.DeadlineMs);
        AddBound(Constraints.MaxCostUsd, request.MaxCostUsd is { } budget ? Math.Max(0, budget - Spent(request)) : null);
        return ImmutableArray.Create(rows, 0, count);

        void AddBound(ConstraintDefinition definition, double? bound)
        {
            if (bound is { } number)
            {
                rows[count++] = new CombinedConstraint(definition, new ConstraintValue.Number(number), CombinedConstraint.FromRequest);
            }
        }
    }

    /// <summary>US dollars that the attempts so far cost, as stated by the caller.</summary>
    public static double Spent(DecisionRequest request) => request.Attempts.Sum(attempt => attempt.CostUsd ?? 0);

    private static IEnumerable<string> Needed(Needs needs)
    {
        (string Name, bool? Needed)[] all =
            [("tools", needs.Tools), ("vision", needs.Vision), ("structured-output", needs.StructuredOutput), ("reasoning", needs.Reasoning)];
        return all.Where(need => need.Needed == true).Select(need => need.Name);
    }
}
