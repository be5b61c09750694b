using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Tests.Deciding;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Combining;

/// <summary>What rules that match together come to, and that it is worked out once.</summary>
public sealed class CombinedRulesTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(GeneratedPolicies.Now.UtcDateTime);

    private static readonly CompiledPolicy Policy = Compile(1_100);

    private static readonly RuleCombiner Combiner = new(Policy);

    [Fact]
    public void Rules_that_match_alike_are_combined_once_and_others_are_not_taken_for_them()
    {
        var once = Combiner.Of(Matching((0, true), (1, true)));

        Assert.Same(once, Combiner.Of(Matching((0, true), (1, true))));
        Assert.Equal(["p/r0", "p/r1"], once.Protecting.Select(one => one.Rule.QualifiedId));
        Assert.Equal(["p/r0"], Combiner.Of(Matching((0, true))).Protecting.Select(one => one.Rule.QualifiedId));
        Assert.Equal([Truth.Unknown, Truth.True], Combiner.Of(Matching((0, false), (1, true))).Protecting.Select(one => one.Truth));
    }

    [Fact]
    public void A_rule_that_only_selects_makes_no_difference_to_what_is_combined() =>
        Assert.Same(Combiner.Of(Matching((3, true))), Combiner.Of(Matching((3, true), (Policy.Rules.Length - 1, true))));

    [Fact]
    public void More_rules_than_are_remembered_together_are_combined_all_the_same()
    {
        var many = Matching([.. Enumerable.Range(0, 1_001).Select(rule => (rule, true))]);

        Assert.Equal(1_001, Combiner.Of(many).Protecting.Length);
        Assert.NotSame(Combiner.Of(many), Combiner.Of(many));
        var most = Matching([.. Enumerable.Range(0, 1_000).Select(rule => (rule, true))]);
        Assert.Same(Combiner.Of(most), Combiner.Of(most));
    }

    [Fact]
    public void Every_combination_is_correct_and_the_cache_is_bounded()
    {
        var combiner = new RuleCombiner(Compile(100), capacity: 20_000);
        var first = combiner.Of(Matching((0, true)));
        combiner.Of(Matching((1, true)));
        Assert.Same(first, combiner.Of(Matching((0, true))));
        foreach (
            var (one, other) in from one in Enumerable.Range(0, 99) from other in Enumerable.Range(one + 1, 99 - one) select (one, other))
        {
            Assert.Equal(
                [$"p/r{one}", $"p/r{other}"],
                combiner.Of(Matching((one, true), (other, true))).Protecting.Select(each => each.Rule.QualifiedId));
        }

        Assert.NotSame(first, combiner.Of(Matching((0, true))));
    }

    [Fact]
    public void A_set_of_preferences_is_combined_once_and_holds_the_first_declared()
    {
        var preferred = new (string, ConstraintDefinition, double)[]
        {
            ("a", ConstraintTable.Of<Quality>(), 0.5),
            ("b", ConstraintTable.Of<OutputPrice>(), 9.0),
        }
            .Select(one => new SetConstraint(one.Item1, one.Item2, new ConstraintValue.Number(one.Item3)))
            .ToImmutableArray();
        var required = RuleConstraints.Combine(
            [new SetConstraint("r", ConstraintTable.Of<ContextTokens>(), new ConstraintValue.Number(1))]);
        var rules = new RuleConstraints(required, preferred);

        Assert.Same(required, rules.With(0));
        Assert.Equal(["contextTokens.min", "quality.min"], rules.With(1).Rows.Select(row => row.Definition.Name));
        Assert.Equal(
            ["contextTokens.min", "quality.min", "price.outputPerMTok.max"],
            rules.With(2).Rows.Select(row => row.Definition.Name));
        Assert.Equal(["quality.min"], rules.Preferred(1).Rows.Select(row => row.Definition.Name));
        Assert.Empty(rules.Preferred(0).Rows);
        Assert.Same(rules.With(2), rules.With(2));
        Assert.Same(rules.Preferred(2), rules.Preferred(2));
    }

    [Fact]
    public void Constraints_are_recombined_when_other_waivers_apply()
    {
        var rules = Combiner.Of(Matching((0, true), (1, true)));
        var (of0, of1, ofNone) = (Waiving("p/r0", "quality"), Waiving("p/r1", "quality"), Waiving("p/r2", "quality"));

        Assert.Equal((Rows(rules, [of0]), Rows(rules, [of0])), ("p/r1", "p/r1"));
        Assert.Equal("p/r0", Rows(rules, [of1]));
        Assert.Equal("", Rows(rules, [of0, of1]));
        Assert.Equal("p/r0 p/r1", Rows(rules, []));
        Assert.Same(of0, Assert.Single(rules.Without([of0, ofNone]).Lifted));
        Assert.Same(rules.Without([of0]).Left, rules.Without([of0]).Left);
        Assert.Same(rules.Constraints, rules.Without([]).Left);
        Assert.Equal("p/r0 p/r1", Rows(rules, [Waiving("p/r0", "price")]));
        Assert.Equal("p/r2 p/r3", Rows(Combiner.Of(Matching((2, true), (3, true))), [ofNone with { Rule = "p/r3" }]));
    }

    private static string Rows(CombinedRules rules, ImmutableArray<Waiver> waivers) =>
        string.Join(' ', rules.Without(waivers).Left.With(0).Rows.SelectMany(row => row.From));

    private static Waiver Waiving(string rule, string constraint) => new("p", "w", rule, constraint, EmbeddedSource.FromCode("has(team)"), "x", "y", null, Today, default);

    private static Matches Matching(params (int Rule, bool Certain)[] rules)
    {
        var matches = new Matches();
        foreach (var (rule, certain) in rules)
        {
            matches.Add(rule, certain);
        }

        return matches;
    }

    /// <summary>The given number of rules with a minimum quality, the first three of which may be waived, and a default.</summary>
    private static CompiledPolicy Compile(int rules)
    {
        var constraining = Enumerable.Range(0, rules).Select(number => new Rule(
            $"r{number}", 0, EmbeddedSource.FromCode("true"), [
                new ConstraintClause(
                    ConstraintTable.Of<Quality>(),
                    new ConstraintValue.Number(0.5),
                    default) { IsWaivable = number < 3 }], [], false, null, "", false, default));
        var compiled = PolicyCompiler.Compile(new PolicySet([GeneratedPolicies.Policy(constraining)]), ModelCatalog.Empty, "content", "classifier");
        return compiled.Set!.Find("p")!;
    }
}
