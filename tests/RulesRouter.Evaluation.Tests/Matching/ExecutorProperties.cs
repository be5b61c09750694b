using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Tests.Compiling.Expressions;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Tests.Matching;

/// <summary>The index, RulesEngine and the condition trees give the same matches for generated rules and requests.</summary>
public sealed class ExecutorProperties
{
    private const int Rules = 40;
    private const int Requests = 50;

    /// <summary>Pairs of a rule and a request; <c>make bench-check</c> uses 100,000.</summary>
    private static int Cases => int.Parse(Environment.GetEnvironmentVariable("RULESROUTER_CASES") ?? "8000", CultureInfo.InvariantCulture);

    [Fact]
    public void The_index_gives_the_same_matches_as_RulesEngine()
    {
        var draws = (
            from rules in GeneratedConditions.Rules.ArrayOf(Rules)
            from requests in GeneratedConditions.Facts.ArrayOf(Requests)
            select (rules, requests)).ToArbitrary();

        Prop.ForAll(draws, drawn => HoldEqual(drawn.rules, drawn.requests))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, Cases / (Rules * Requests))).WithEndSize(12));
    }

    /// <summary>Compared with the condition trees only, which is faster and allows more cases.</summary>
    [Fact]
    public void The_index_gives_the_same_matches_as_the_condition_trees()
    {
        var draws = (
            from rules in GeneratedConditions.Rules.ArrayOf(300)
            from requests in GeneratedConditions.Facts.ArrayOf(20)
            select (rules, requests)).ToArbitrary();

        Prop.ForAll(draws, drawn =>
        {
            var index = IndexBuilder.Build(ConditionFixture.Schema, drawn.rules);
            var matches = new Matches();
            foreach (var facts in drawn.requests)
            {
                index.Match(facts, matches);
                Assert.Equal(
                    drawn.rules.Select(rule => ConditionValue.Of(rule, facts)),
                    drawn.rules.Select((_, rule) => matches.TruthOfRule(rule)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Math.Max(1, Cases / 400)).WithEndSize(12));
    }

    private static void HoldEqual(Condition[] conditions, RequestFacts[] requests)
    {
        var reference = ConditionFixture.Matcher(conditions);
        var index = IndexBuilder.Build(ConditionFixture.Schema, conditions);
        var (fast, slow) = (new Matches(), new Matches());
        foreach (var facts in requests)
        {
            index.Match(facts, fast);
            reference.Match(facts, slow);
            Assert.Equal(slow.Entries.ToArray(), fast.Entries.ToArray());
        }
    }
}
