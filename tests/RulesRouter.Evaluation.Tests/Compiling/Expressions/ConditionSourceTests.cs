using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Tests.Compiling.Expressions;

public sealed class ConditionSourceTests
{
    private static readonly ConditionSource Source = new(ConditionFixture.Schema);

    [Theory]
    [InlineData("urgent", "urgent")]
    [InlineData("not (has(team) or stream)", "not ((has(team) or stream))")]
    [InlineData("task in (\"chat\", \"explain\") and weight / 2 > -1", "(task in (\"chat\", \"explain\") and (weight / 2) > -1)")]
    [InlineData("team.ToLower().StartsWith(\"a\\\"b\")", "team.ToLower().StartsWith(\"a\\\"b\")")]
    [InlineData("languages.Contains(\"go\") and team.Length >= 3", "(languages.Contains(\"go\") and team.Length >= 3)")]
    public void A_condition_is_written_in_the_language_of_policies(string condition, string written) =>
        Assert.Equal(written, Source.Of(ConditionFixture.Compile(condition).Rules[0].Condition));

    [Property(MaxTest = 200)]
    public Property A_written_condition_has_the_same_value_when_it_is_read_again() =>
        Prop.ForAll(GeneratedConditions.Trees.ToArbitrary(), GeneratedConditions.Facts.ArrayOf(8).ToArbitrary(), (tree, requests) =>
        {
            var (rules, diagnostics) = ConditionFixture.Compile(Source.Of(tree));

            // Generated trees hold comparisons that no author can write, such as one of an enum with a value that it does not have.
            if (diagnostics.IsEmpty)
            {
                Assert.All(requests, facts => Assert.Equal(ConditionValue.Of(tree, facts), ConditionValue.Of(rules[0].Condition, facts)));
            }
        });
}
