using System.Collections.Immutable;
using RulesRouter.Suites.Running;

namespace RulesRouter.Suites.Reporting;

/// <summary>
/// How often two models fail at the same scenarios: a fallback helps only where they do not. With formats of answers apart, a model's best
/// one counts.
/// </summary>
/// <param name="Scenarios">Scenarios that both attempted.</param>
/// <param name="BothFailed">Scenarios that neither solved.</param>
/// <param name="IfIndependent">The number of those that would be expected if failures were independent.</param>
internal sealed record JointFailures(string Model, string Other, int Scenarios, int BothFailed, double IfIndependent)
{
    public static ImmutableArray<JointFailures> Of(IEnumerable<AttemptResult> results)
    {
        var solved = results.Where(result => result.InfrastructureFailure is null)
            .GroupBy(result => result.Model, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (
                group.Key,
                Solved: group.GroupBy(result => result.Scenario, StringComparer.Ordinal)
                    .ToDictionary(attempts => attempts.Key, attempts => attempts.Any(attempt => attempt.Solved), StringComparer.Ordinal)))
            .ToList();
        return
        [
            .. from one in Enumerable.Range(0, solved.Count)
               from other in Enumerable.Range(one + 1, solved.Count - one - 1)
               select Of(solved[one].Key, solved[one].Solved, solved[other].Key, solved[other].Solved),
        ];
    }

    private static JointFailures Of(string model, Dictionary<string, bool> solved, string other, Dictionary<string, bool> otherSolved)
    {
        var common = solved.Keys.Where(otherSolved.ContainsKey).ToList();
        var failed = common.Count(scenario => !solved[scenario]);
        var otherFailed = common.Count(scenario => !otherSolved[scenario]);
        return new JointFailures(
            model,
            other,
            common.Count,
            common.Count(scenario => !solved[scenario] && !otherSolved[scenario]),
            common.Count == 0 ? 0 : (double)failed * otherFailed / common.Count);
    }
}
