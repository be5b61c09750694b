using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;

namespace RulesRouter.Evaluation.Tests;

/// <summary>The executors agree on all known requests, so the test gives them different rules.</summary>
public sealed class ExecutorComparisonTests
{
    [Fact]
    public void Executors_of_the_same_rules_agree() => Assert.Empty(Compared("urgent", "team == \"a\"", "weight > 3"));

    [Fact]
    public void Each_rule_with_different_results_is_listed_with_both() => Assert.Equal(
        [
            "p/r0 is true in the index and false in RulesEngine (urgent: true)",
            "p/r2 is unknown in the index and true in RulesEngine (weight: unknown)",
        ],
        Compared("not urgent", "team == \"a\"", "not has(weight)"));

    /// <param name="referred">The conditions for RulesEngine.</param>
    private static IEnumerable<string> Compared(params string[] referred)
    {
        var (rules, diagnostics) = ConditionFixture.Compile("urgent", "team == \"a\"", "weight > 3");
        var (others, _) = ConditionFixture.Compile(referred);
        Assert.Empty(diagnostics);
        return ExecutorComparison.Compare(
                rules,
                IndexBuilder.Build(ConditionFixture.Schema, rules.Select(rule => rule.Condition)),
                ConditionFixture.Matcher(others.Select(rule => rule.Condition)),
                ConditionFixture.Facts(("urgent", true), ("team", "a")))
            .Select(found => found.ToString());
    }
}
