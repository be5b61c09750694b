using System.Collections.Immutable;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>What the request itself demands, as rows of the constraint table: they combine with the rules' and are reported like them.</summary>
internal static class RequestDemands
{
    public const string Source = "request";

    public static IEnumerable<(string RuleId, ConstraintDefinition Definition, ConstraintValue Value)> Of(DecisionRequest request, Consideration on)
    {
        if (on.InputTokens + on.LongestOutput > 0)
        {
            yield return (Source, Constraints.ContextTokens, new ConstraintValue.Number(on.InputTokens + on.LongestOutput));
        }

        if (on.LongestOutput > 0)
        {
            yield return (Source, Constraints.OutputTokens, new ConstraintValue.Number(on.LongestOutput));
        }

        if (request.DeadlineMs is { } deadline)
        {
            yield return (Source, Constraints.LatencyP99Ms, new ConstraintValue.Number(deadline));
        }

        if (request.MaxCostUsd is { } budget)
        {
            yield return (Source, Constraints.MaxCostUsd, new ConstraintValue.Number(Math.Max(0, budget - Spent(request))));
        }

        if (request.Needs is { Tools: true } or { Vision: true } or { StructuredOutput: true } or { Reasoning: true })
        {
            yield return (Source, Constraints.Capabilities, new ConstraintValue.Names(Needed(request.Needs).ToImmutableSortedSet(StringComparer.Ordinal)));
        }
    }

    /// <summary>US dollars of the attempts so far, as far as the caller said.</summary>
    public static double Spent(DecisionRequest request) => request.Attempts.Sum(attempt => attempt.CostUsd ?? 0);

    private static IEnumerable<string> Needed(Needs needs)
    {
        (string Name, bool? Needed)[] all =
            [("tools", needs.Tools), ("vision", needs.Vision), ("structured-output", needs.StructuredOutput), ("reasoning", needs.Reasoning)];
        return all.Where(need => need.Needed == true).Select(need => need.Name);
    }
}
