using System.Globalization;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Coverage;

/// <summary>The goals of one policy with all its layers, and which of them a request meets.</summary>
internal sealed class PolicyGoals(CompiledPolicy policy)
{
    private static readonly Truth[] Truths = [Truth.True, Truth.False, Truth.Unknown];

    public CompiledPolicy Policy => policy;

    /// <summary>All goals except regions, which only a search can enumerate.</summary>
    public IEnumerable<CoverageGoal> All() => policy.Rules.SelectMany(OfRule);

    public IEnumerable<GoalKey> Met(RequestFacts facts)
    {
        foreach (var rule in policy.Rules.Where(rule => !rule.Rule.IsDefault))
        {
            if (ConditionValue.Of(rule.Condition, facts) == Truth.True)
            {
                yield return new GoalKey(CoverageKind.Rule, rule.QualifiedId, "");
            }

            var leaves = ConditionLeaves.Truths(rule.Condition, facts);
            for (var leaf = 0; leaf < leaves.Length; leaf++)
            {
                yield return new GoalKey(CoverageKind.Branch, rule.QualifiedId, Detail(leaf, leaves[leaf]));
                if (leaves.Length > 1 && leaves[leaf] != Truth.Unknown && ConditionLeaves.Decides(rule.Condition, leaf, facts))
                {
                    yield return new GoalKey(CoverageKind.Deciding, rule.QualifiedId, Detail(leaf, leaves[leaf]));
                }
            }
        }

        yield return Region(facts).Key;
    }

    public bool Meets(RequestFacts facts, GoalKey goal) => Met(facts).Contains(goal);

    public CoverageGoal Region(RequestFacts facts)
    {
        var selecting = policy.InSelectionOrder.First(index => ConditionValue.Of(policy.Rules[index].Condition, facts) == Truth.True);
        return Region(
            policy.Rules[selecting],
            [.. policy.Rules.Where(rule => Protects(rule) && ConditionValue.Of(rule.Condition, facts) != Truth.False)]);
    }

    public static bool Protects(CompiledRule rule) =>
        !rule.Rule.IsDefault && (!rule.Rule.Constraints.IsEmpty || !rule.Rule.Obligations.IsEmpty || rule.Rule.Denies);

    private CoverageGoal Region(CompiledRule selecting, IReadOnlyList<CompiledRule> protecting) => new(
        CoverageKind.Region,
        policy.Name,
        $"{selecting.QualifiedId} | {string.Join(", ", protecting.Select(rule => rule.QualifiedId))}",
        $"`{selecting.QualifiedId}` selects {(protecting.Count == 0 ? "and no other rule applies" : $"under {string.Join(", ", protecting.Select(rule => $"`{rule.QualifiedId}`"))}")}",
        selecting.Rule.Span);

    private IEnumerable<CoverageGoal> OfRule(CompiledRule rule)
    {
        if (rule.Rule.IsDefault)
        {
            yield break;
        }

        yield return new CoverageGoal(CoverageKind.Rule, rule.QualifiedId, "", $"rule `{rule.Rule.Id}` matches", rule.Rule.Span);
        var leaves = ConditionLeaves.Of(rule.Condition);
        for (var leaf = 0; leaf < leaves.Length; leaf++)
        {
            foreach (var truth in Truths)
            {
                yield return new CoverageGoal(
                    CoverageKind.Branch,
                    rule.QualifiedId,
                    Detail(leaf, truth),
                    $"`{LeafFormat.Of(leaves[leaf], policy.Schema)}` is {Describe(truth)} in rule `{rule.Rule.Id}`",
                    leaves[leaf].Span)
                { Leaf = leaf, Truth = truth };
                if (leaves.Length > 1 && truth != Truth.Unknown)
                {
                    yield return new CoverageGoal(
                        CoverageKind.Deciding,
                        rule.QualifiedId,
                        Detail(leaf, truth),
                        $"`{LeafFormat.Of(leaves[leaf], policy.Schema)}` decides rule `{rule.Rule.Id}` by being {Describe(truth)}",
                        leaves[leaf].Span)
                    { Leaf = leaf, Truth = truth };
                }
            }
        }
    }

    private static string Detail(int leaf, Truth truth) => string.Create(CultureInfo.InvariantCulture, $"{leaf} {Describe(truth)}");

    private static string Describe(Truth truth) => truth switch
    {
        Truth.True => "true",
        Truth.False => "false",
        Truth.Unknown => "unknown",
    };
}
