using System.Collections.Immutable;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Proposing;

/// <summary>A scenario as a request to a policy.</summary>
/// <param name="Today">Ids of the endpoints that the policy attempts as it is, without the suite's outcomes; empty if it denies.</param>
/// <param name="Chains">What chains can be made of, with beliefs that the suite's outcomes updated.</param>
internal sealed record RoutedScenario(Scenario Scenario, ImmutableArray<string> Today, ComparableChains Chains)
{
    /// <summary>Scenarios with the same one get the same proposal.</summary>
    public string Group => string.Join(
        '\n',
        Scenario.Attributes.Select(pair => $"{pair.Key}={pair.Value}")
            .Prepend($"{Chains.Selecting.Layer}/{Chains.Selecting.Rule.Id}")
            .Prepend(Scenario.Task.ToString()));
}
