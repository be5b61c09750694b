using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Compiling.Expressions;

public sealed class ConditionCacheTests
{
    [Fact]
    public void Unchanged_conditions_are_not_parsed_again()
    {
        var before = Compile(Policy("a", "urgent", "weight > 1"));

        var after = Compile(Policy("a", "urgent", "weight > 2"), before);

        Assert.Equal((0, 2), (before.Conditions.Reused, before.Conditions.Read));
        Assert.Equal((1, 1), (after.Conditions.Reused, after.Conditions.Read));
    }

    [Fact]
    public void A_moved_rule_has_its_new_position()
    {
        var before = Compile(Policy("a", "weight > 1", "urgent and not busy"));

        var after = Compile(Policy("a", "deadlineMs < 9 and weight > 17", "urgent and not busy"), before);

        var rule = after.Find("a")!.Rules[1];
        Assert.Equal(1, after.Conditions.Reused);
        Assert.Equal(rule.Rule.When!.SpanOf(0, rule.Rule.When.Text.Length), rule.Condition.Span);
        Assert.Equal(Compile(Policy("a", "deadlineMs < 9 and weight > 17", "urgent and not busy")).Find("a")!.Rules[1].Condition.ToString(), rule.Condition.ToString());
    }

    [Fact]
    public void Conditions_are_parsed_again_after_a_let_changes()
    {
        var before = Compile(Policy("a", "busy", "urgent") with { Lets = [Let("weight > 1")] });

        var after = Compile(Policy("a", "busy", "urgent") with { Lets = [Let("weight > 2")] }, before);

        Assert.Equal((0, 2), (after.Conditions.Reused, after.Conditions.Read));
    }

    [Fact]
    public void Inherited_conditions_are_parsed_once_for_all_policies()
    {
        var parent = Policy("a", "urgent", "weight > 1");
        var child = new RoutingPolicy("b", "", [], false, false, [new ParentReference("a", default)], [], [], [Default()], default);

        var set = PolicyCompiler.Compile(new PolicySet([parent, child]), ModelCatalog.Empty, "", "").Set!;

        Assert.Equal((2, 2), (set.Conditions.Reused, set.Conditions.Read));
    }

    private static CompiledPolicySet Compile(RoutingPolicy policy, CompiledPolicySet? before = null)
    {
        var result = PolicyCompiler.Compile(new PolicySet([policy]), ModelCatalog.Empty, "", "", before: before);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.IsError));
        return result.Set!;
    }

    private static RoutingPolicy Policy(string name, params string[] conditions)
    {
        var source = new SourceFile("policy.yaml", string.Join('\n', conditions));
        var start = 0;
        var rules = new List<Rule>();
        foreach (var condition in conditions)
        {
            rules.Add(new Rule($"r{rules.Count}", 0, new EmbeddedSource(condition, new SourceSpan(source, start, condition.Length), []), [], [], false, null, "", false, default));
            start += condition.Length + 1;
        }

        return new(name, "", [], false, false, [], ConditionFixture.Attributes, [Let("weight > 100")], [.. rules, Default()], default);
    }

    private static LetDeclaration Let(string text) => new("busy", EmbeddedSource.FromCode(text), default);

    private static Rule Default() => new("default", 0, null, [], [], false, new Selection(Objective.Price, [], FallbackRule.Default, CostRule.Default, default), "", false, default);
}
