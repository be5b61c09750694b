using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Tests.Workflows;

public sealed class WorkflowMatcherProperties
{
    [Property(MaxTest = 60)]
    public Property RulesEngine_agrees_with_the_three_valued_value_of_every_tree() =>
        Prop.ForAll(GeneratedConditions.Trees.ArrayOf(8).ToArbitrary(), GeneratedConditions.Facts.ArrayOf(12).ToArbitrary(),
            (trees, requests) =>
        {
            var matcher = ConditionFixture.Matcher(trees);
            var truths = new Truth[trees.Length];
            foreach (var facts in requests)
            {
                matcher.Match(facts, truths);
                Assert.Equal(trees.Select(tree => ConditionValue.Of(tree, facts)), truths);
            }
        });
}
