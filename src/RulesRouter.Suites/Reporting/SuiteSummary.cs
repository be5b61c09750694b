using System.Collections.Immutable;
using RulesRouter.Suites.Proposing;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Reporting;

/// <summary>Everything that a report shows.</summary>
/// <param name="Scenarios">Of the suite, attempted or not.</param>
/// <param name="Isolation">The weakest that an attempt ran in.</param>
/// <param name="Chains">Null where no policy was named.</param>
internal sealed record SuiteSummary(
    int Scenarios,
    ImmutableArray<AttemptResult> Attempts,
    ImmutableArray<ModelSummary> Models,
    ImmutableArray<FailureCount> Failures,
    ImmutableArray<SolvedShare> ByTask,
    ImmutableArray<SolvedShare> BySize,
    ImmutableArray<SolvedShare> ByArea,
    ImmutableArray<JointFailures> Together,
    Isolation Isolation,
    PolicyChains? Chains)
{
    /// <param name="results">Results of scenarios that are not in the suite are left out.</param>
    public static SuiteSummary Of(IEnumerable<AttemptResult> results, ImmutableArray<Scenario> scenarios, PolicyChains? chains)
    {
        var known = scenarios.Select(scenario => scenario.Id).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<AttemptResult> attempts = [.. results.Where(result => known.Contains(result.Scenario))];
        return new SuiteSummary(
            scenarios.Length,
            attempts,
            ModelSummary.Of(attempts),
            [.. FailureCount.Of(attempts)],
            SolvedShare.ByTask(attempts, scenarios),
            SolvedShare.BySize(attempts, scenarios),
            SolvedShare.ByArea(attempts, scenarios),
            JointFailures.Of(attempts),
            attempts.Select(attempt => attempt.Isolation).DefaultIfEmpty().Max(),
            chains);
    }
}

/// <summary>The comparisons of chains under one policy.</summary>
/// <param name="Outcomes">Number of the suite's outcomes that the beliefs learned from.</param>
/// <param name="UnknownEndpoints">Endpoints of results that the catalog does not have, sorted.</param>
internal sealed record PolicyChains(
    string Policy,
    int Outcomes,
    ImmutableArray<string> UnknownEndpoints,
    ImmutableArray<ChainComparison> Comparisons);
