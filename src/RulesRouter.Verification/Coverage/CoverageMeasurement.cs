using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Verification.Coverage;

/// <summary>Compares the goals that cases meet with all goals that requests can meet.</summary>
internal sealed class CoverageMeasurement
{
    private readonly CompiledPolicySet set;
    private readonly ImmutableArray<PolicyGoals> policies;
    private readonly Dictionary<string, GoalSearch> searches = new(StringComparer.Ordinal);
    private readonly Dictionary<GoalKey, int> met = [];
    private readonly ProofSettings settings;

    /// <param name="settings">Time and evidence used to search for missing goals.</param>
    public CoverageMeasurement(CompiledPolicySet set, IEnumerable<CaseResult> results, ProofSettings settings)
    {
        this.set = set;
        this.settings = settings;
        policies = [.. set.Names.Select(name => new PolicyGoals(set.Find(name)!))];
        foreach (var result in results.Where(result => result.Facts is not null))
        {
            foreach (var goal in Met(result.Suite.Policy, result.Facts!))
            {
                met[goal] = met.GetValueOrDefault(goal) + 1;
            }
        }
    }

    public CoverageReport Measure()
    {
        var results = ImmutableArray.CreateBuilder<GoalResult>();
        foreach (var goal in policies.SelectMany(policy => policy.All()).DistinctBy(goal => goal.Key))
        {
            results.Add(met.TryGetValue(goal.Key, out var cases) ? new GoalResult(goal, GoalState.Met, cases, null) : Missing(goal));
        }

        var more = ImmutableArray.CreateBuilder<string>();
        foreach (var policy in policies)
        {
            var (regions, moreExist) = SearchOf(policy).Regions();
            results.AddRange(regions.DistinctBy(region => region.Region.Key)
                .Select(region => met.TryGetValue(region.Region.Key, out var cases)
                ? new GoalResult(region.Region, GoalState.Met, cases, null)
                : new GoalResult(region.Region, GoalState.Missing, 0, region.Witness)));
            if (moreExist)
            {
                more.Add(policy.Policy.Name);
            }
        }

        return new CoverageReport(results.ToImmutable(), more.ToImmutable());
    }

    /// <summary>Keys of the goals that a request to a policy meets.</summary>
    internal IEnumerable<GoalKey> Met(string policy, RequestFacts facts) => policies.First(goals => goals.Policy.Name == policy).Met(facts);

    private GoalResult Missing(CoverageGoal goal)
    {
        var impossible = true;
        foreach (var policy in policies.Where(policy => policy.Policy.Rules.Any(rule => rule.QualifiedId == goal.Owner)))
        {
            var found = SearchOf(policy).Find(goal);
            if (found.Found is { } witness)
            {
                return new GoalResult(goal, GoalState.Missing, 0, witness);
            }

            impossible &= found.IsImpossible;
        }

        return new GoalResult(goal, impossible ? GoalState.Impossible : GoalState.Unclear, 0, null);
    }

    private GoalSearch SearchOf(PolicyGoals policy)
    {
        if (!searches.TryGetValue(policy.Policy.Name, out var search))
        {
            searches[policy.Policy.Name] = search = new GoalSearch(set, policy, settings);
        }

        return search;
    }
}
