using System.Collections.Immutable;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Proposing;

/// <summary>A scenario as the request that a policy decides: its instruction, task and attributes, and the length of its answers.</summary>
internal static class ScenarioRequest
{
    /// <param name="results">Of the suite: their mean tokens of a round are the estimate.</param>
    /// <param name="policy">Its declarations give the attributes their types.</param>
    public static DecisionRequest Of(Scenario scenario, IEnumerable<AttemptResult> results, PolicyLayers policy)
    {
        var declared = policy.Attributes()
            .DistinctBy(attribute => attribute.Name)
            .ToDictionary(attribute => attribute.Name, StringComparer.Ordinal);
        var counted = results.Where(result => result.Scenario == scenario.Id && result.OutputTokens > 0).ToList();
        return new DecisionRequest
        {
            Policy = policy.Policy.Name,
            Prompt = scenario.Instruction,
            Task = scenario.Task,
            Attributes = scenario.Attributes.ToImmutableSortedDictionary(
                pair => pair.Key,
                pair => AttributeValue.Parse(pair.Value, declared.GetValueOrDefault(pair.Key)?.Type),
                StringComparer.Ordinal),
            Estimate = counted.Count == 0
                ? null
                : new TokenCounts(
                    InputTokens: Mean(counted, result => result.InputTokens),
                    OutputTokens: Mean(counted, result => result.OutputTokens)),
        };
    }

    private static int Mean(List<AttemptResult> results, Func<AttemptResult, int> tokens) =>
        (int)Math.Round(results.Average(result => (double)tokens(result) / Math.Max(1, result.Rounds)));
}
