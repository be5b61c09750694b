using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>Rules that do nothing but select, by what a script says.</summary>
public sealed class DeferredSelectionTests
{
    internal static readonly ScriptDeclaration Odd = new(
        "p", "odd", [new ScriptInput("tokens", ScriptType.Number, false, default)], ScriptResult.Boolean, EmbeddedSource.FromCode("return tokens % 2 === 1;"), "", default);

    [Theory]
    [InlineData("by-team wins", 10, 5, false, false)]
    [InlineData("by-team wins", 10, 5, true, true)]
    [InlineData("by-script wins", 5, 10, false, true)]
    public void Script_of_a_later_rule_runs_only_for_an_explanation(string winner, int plain, int scripted, bool explain, bool asked)
    {
        var rules = ImmutableArray.Create(Rule("by-team", "team == \"a\"", plain, Objective.Price), Rule("by-script", "script.odd(inputTokens)", scripted, Objective.Latency), Rule("default", null, 0, Objective.Quality));
        var (policy, answer) = Decide(rules, Request(explain));

        Assert.Contains(
            answer.Decision!.Explanation.Reasons,
            reason => reason.StartsWith($"rule p/{winner.Split(' ')[0]} selected", StringComparison.Ordinal));
        Assert.Equal(asked, answer.Facts!.AnswerSoFar(policy.ScriptCalls.Single()) is not null);
    }

    [Fact]
    public void A_script_is_run_whatever_was_selected_where_its_rule_constrains_too()
    {
        var constrains = Rule("by-script", "script.odd(inputTokens)", 5, Objective.Latency) with
        {
            Constraints = [new ConstraintClause(ConstraintTable.Of<ContextTokens>(), new ConstraintValue.Number(1), default)],
        };
        var (policy, answer) = Decide(
            [Rule("by-team", "team == \"a\"", 10, Objective.Price), constrains, Rule("default", null, 0, Objective.Quality)],
            Request(explain: false));

        Assert.NotNull(answer.Facts!.AnswerSoFar(policy.ScriptCalls.Single()));
    }

    [Property(MaxTest = 20)]
    public Property Whether_it_is_run_early_or_late_decides_nothing() => Prop.ForAll(
        GeneratedPolicies.Cases,
        Gen.Choose(0, 2).ListOf(3).Select(list => list.ToArray()).ToArbitrary(),
        (drawn, which) =>
        {
            var policy = drawn.Policies.Policies[0];
            var selecting = policy.Rules.Where(rule => rule.Selection is not null && !rule.IsDefault).ToList();
            var rules = policy.Rules.Select(rule => selecting.IndexOf(rule) is var at and >= 0 && which[at % which.Length] > 0
                ? rule with { When = EmbeddedSource.FromCode(which[at % which.Length] == 1 ? "script.odd(inputTokens)" : "not script.odd(inputTokens) or team == \"b\"") }
                : rule);
            var scripted = drawn with { Policies = new PolicySet([policy with { Rules = [.. rules], Scripts = [Odd] }]) };

            var early = DecisionProperties.Decide(scripted with { Request = drawn.Request with { Explain = true } });
            var late = DecisionProperties.Decide(scripted with { Request = drawn.Request with { Explain = false } });

            Assert.Equal(string.Join("\n", early.Reasons), string.Join("\n", late.Reasons));
            Assert.Equal(early.Chain.Select(hop => (string)hop.Endpoint.Id), late.Chain.Select(hop => (string)hop.Endpoint.Id));
        });

    private static (CompiledPolicy Policy, DecisionAnswer Answer) Decide(ImmutableArray<Rule> rules, DecisionRequest request)
    {
        var policy = GeneratedPolicies.Policy(rules) with { Scripts = [Odd], Rules = rules };
        var compiled = PolicyCompiler.Compile(new PolicySet([policy]), Catalog.ModelCatalog.Empty, "content", "classifier");
        Assert.Empty(compiled.Diagnostics.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic.Message));
        return (
            compiled.Set!.Find("p")!,
            new PolicyDecisionPoint(
                compiled.Set!,
                new Unclassified(),
                new DecisionSettings(false)).Decide(request, GeneratedPolicies.Now, RouterState.Healthy));
    }

    private static DecisionRequest Request(bool explain) => new()
    {
        Policy = "p",
        Explain = explain,
        Estimate = new TokenCounts(3, null, null),
        Attributes = ImmutableSortedDictionary.CreateRange<string, AttributeValue>(
            StringComparer.Ordinal,
            [new("team", new AttributeValue.String("a"))]),
    };

    private static Rule Rule(string id, string? when, int priority, Objective objective) => new(
        id, priority, when is null
            ? null
            : EmbeddedSource.FromCode(when), [], [], false, new Selection(
                objective,
                [],
                FallbackRule.Default,
                CostRule.Default,
                default), "", false, default);

    private sealed class Unclassified : IPromptClassifier
    {
        public string Digest => "none";

        public Classification Classify(in ClassifierInput prompt) => Classification.Unknown;
    }
}
