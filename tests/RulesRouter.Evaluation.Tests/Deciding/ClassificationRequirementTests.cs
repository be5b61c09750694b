using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>The classifier is asked only if its answer can change the decision.</summary>
public sealed class ClassificationRequirementTests
{
    private static readonly ScriptDeclaration Hard = new(
        "p",
        "hard",
        [new ScriptInput("score", ScriptType.Number, true, default)],
        ScriptResult.Boolean,
        EmbeddedSource.FromCode("return score === null;"),
        "",
        default);

    private static readonly TokenCounts Said = new(3, null, 5);

    [Theory]
    [InlineData("team == \"a\"", nameof(Objective.Price), false)]
    [InlineData("inputTokens > 1 and task == \"chat\" and taskConfidence == 1", nameof(Objective.Latency), false)]
    [InlineData("prompt.characters > 1", nameof(Objective.Quality), false)]
    [InlineData("team == \"a\"", nameof(Objective.ExpectedCost), true)]
    [InlineData("team == \"b\"", nameof(Objective.ExpectedCost), false)]
    [InlineData("complexity.score > 0.5", nameof(Objective.Price), true)]
    [InlineData("team == \"a\" and complexity.tier >= \"medium\"", nameof(Objective.Price), true)]
    [InlineData("team == \"b\" and complexity.tier >= \"medium\"", nameof(Objective.Price), false)]
    [InlineData("team == \"a\" or prompt.hasCode", nameof(Objective.Price), false)]
    [InlineData("team == \"b\" and has(complexity.score)", nameof(Objective.Price), true)]
    [InlineData("team == \"b\" or has(prompt.hasCode)", nameof(Objective.Price), true)]
    [InlineData("team == \"b\" and script.hard(complexity.score)", nameof(Objective.Price), true)]
    [InlineData("team == \"b\" and script.odd(inputTokens)", nameof(Objective.Price), false)]
    [InlineData("script.odd(inputTokens) and complexity.score > 0.5", nameof(Objective.Price), true)]
    [InlineData("not script.odd(inputTokens) or prompt.hasCode", nameof(Objective.Price), true)]
    public void A_rule_needs_it_where_it_may_match_and_reads_a_belief_or_selects_by_one(
        string condition,
        string objective,
        bool needed) =>
        Assert.Equal(needed, IsAsked(condition, Enum.Parse<Objective>(objective), Request));

    [Fact]
    public void It_is_asked_for_what_the_caller_does_not_say()
    {
        Assert.True(IsAsked("urgent", Objective.Price, Request with { Task = null }));
        Assert.True(IsAsked("urgent", Objective.Price, Request with { Estimate = null }));
        Assert.True(IsAsked("urgent", Objective.Price, Request with { Estimate = Said with { InputTokens = null } }));
        Assert.True(IsAsked("urgent", Objective.Price, Request with { Estimate = Said with { OutputTokens = null } }));
    }

    [Fact]
    public void It_is_asked_for_every_text_where_beliefs_are_kept() =>
        Assert.True(IsAsked("urgent", Objective.Price, Request, whenNeeded: false));

    [Fact]
    public void Where_nothing_can_be_decided_it_is_not_asked()
    {
        Assert.False(IsAsked("complexity.score > 0.5", Objective.Price, Request with { Policy = "other", Task = null }));
        Assert.False(
            IsAsked(
                "complexity.score > 0.5",
                Objective.Price,
                Request with { Attributes = Request.Attributes.SetItem("team", new AttributeValue.Number(1)) }));
    }

    [Fact]
    public void A_split_by_a_belief_and_one_by_an_attribute_differ()
    {
        Assert.True(IsAsked(Splitting("complexity.tier")));
        Assert.False(IsAsked(Splitting("team")));
    }

    [Theory]
    [InlineData("complexity.score", true)]
    [InlineData("deadlineMs", false)]
    public void A_script_that_ranks_needs_it_where_it_is_given_a_belief(string input, bool needed)
    {
        var rank = new ScriptDeclaration(
            "p",
            "rank",
            [new ScriptInput("endpoint", ScriptType.Endpoint, false, default), new ScriptInput("more", ScriptType.Number, true, default)],
            ScriptResult.Number,
            EmbeddedSource.FromCode("return more;"),
            "",
            default);
        var rule = Rule("r", "team == \"a\"", Objective.Price);
        rule = rule with
        {
            Selection = rule.Selection! with { Objective = Objective.Script, Score = new ScriptScore("rank", [input], default) },
        };

        Assert.Equal(needed, IsAsked(rule, script: rank));
    }

    [Fact]
    public void Explanation_includes_the_classification() =>
        Assert.True(IsAsked("urgent", Objective.Price, Request with { Explain = true }));

    [Property(MaxTest = 300)]
    public Property Not_asking_it_where_it_is_not_needed_changes_nothing_but_what_is_reported_of_it() =>
        Prop.ForAll(GeneratedPolicies.Cases, GeneratedRest, (drawn, rest) =>
    {
        var compiled = PolicyCompiler.Compile(
            new PolicySet([WithBeliefs(drawn.Policies.Policies[0], rest.Conditions)]),
            drawn.Catalog,
            "content",
            "classifier").Set!;
        var request = drawn.Request with { Task = rest.Task, Estimate = rest.Estimate, Explain = false };
        var believed = drawn.Classification with { HasCode = rest.HasCode };
        var (always, needed) = (new Asked(believed), new Asked(believed));
        var expected = new PolicyDecisionPoint(compiled, always, new DecisionSettings()).Decide(
            request,
            GeneratedPolicies.Now,
            RouterState.Healthy);
        var found = new PolicyDecisionPoint(
            compiled,
            needed,
            new DecisionSettings(ClassifyWhenNeeded: true)).Decide(request, GeneratedPolicies.Now, RouterState.Healthy);

        Assert.True(always.WasAsked);
        Assert.Equal(Unclassified(expected.Decision!), Unclassified(found.Decision!));
        if (needed.WasAsked)
        {
            Assert.Equal(expected.Decision!.Classification, found.Decision!.Classification);
        }
    });

    /// <summary>Null leaves a rule's condition as it was drawn.</summary>
    private static readonly string?[] Believing =
    [
        null,
        null,
        null,
        "complexity.score > 0.5",
        "team == \"a\" and complexity.tier >= \"medium\"",
        "prompt.hasCode or urgent",
        "not has(complexity.score)",
        "script.odd(inputTokens) and complexity.score > 0.5",
        "not script.odd(inputTokens) or prompt.hasCode",
        "script.hard(complexity.score)",
        "script.odd(inputTokens)",
    ];

    private static Arbitrary<(TaskKind? Task, TokenCounts? Estimate, bool? HasCode, string?[] Conditions)> GeneratedRest => (
        from task in Gen.Elements<TaskKind?>(null, TaskKind.Chat, TaskKind.Chat, TaskKind.Debugging)
        from estimate in Gen.Elements(null, Said, Said, Said with { InputTokens = 2_000 }, Said with { OutputTokens = null })
        from code in Gen.Elements<bool?>(null, true, false)
        from conditions in Gen.Elements(Believing).ListOf(3)
        select (task, estimate, code, conditions.ToArray())).ToArbitrary();

    /// <summary>The policy with conditions of its selecting rules replaced, one after another.</summary>
    private static RoutingPolicy WithBeliefs(RoutingPolicy policy, string?[] conditions)
    {
        var selecting = policy.Rules.Where(rule => rule.Selection is not null && !rule.IsDefault).ToList();
        return policy with
        {
            Scripts = [Hard, DeferredSelectionTests.Odd],
            Rules =
            [
                .. policy.Rules.Select(
                    rule => selecting.IndexOf(rule) is var at and >= 0 && conditions[at % conditions.Length] is { } condition
                        ? rule with { When = EmbeddedSource.FromCode(condition) }
                        : rule),
            ],
        };
    }

    private static Rule Splitting(string key) => Rule("r", "team == \"a\"", Objective.Price) with
    {
        Selection = new Selection(Objective.Price, [], FallbackRule.Default, CostRule.Default, default)
        {
            Split = new Split(key, [new SplitArm("one", 1, [], default), new SplitArm("two", 1, [], default)], default),
        },
    };

    private static DecisionRequest Request { get; } = new()
    {
        Policy = "p",
        Prompt = "say hello",
        Task = TaskKind.Chat,
        Estimate = Said,
        Attributes = ImmutableSortedDictionary.CreateRange<string, AttributeValue>(
            StringComparer.Ordinal,
            [new("team", new AttributeValue.String("a"))]),
    };

    private static string Unclassified(Decision decision) =>
        CompactJson.Render(
            decision with { Classification = new(null, TaskSource.Derived, null, null, null, null, ClassificationSource.None, false) },
            static (json, one) => DecisionWriter.Write(json, one, ""));

    private static bool IsAsked(string condition, Objective objective, DecisionRequest request, bool whenNeeded = true) =>
        IsAsked(Rule("r", condition, objective), request, whenNeeded);

    private static bool IsAsked(Rule rule, DecisionRequest? request = null, bool whenNeeded = true, ScriptDeclaration? script = null)
    {
        var rules = ImmutableArray.Create(rule, Rule("default", null, Objective.Price));
        var compiled = PolicyCompiler.Compile(
            new PolicySet(
                [GeneratedPolicies.Policy(rules) with { Scripts = script is null ? [Hard, DeferredSelectionTests.Odd] : [script],
                    Rules = rules }]),
            Catalog.ModelCatalog.Empty,
            "content",
            "classifier");
        Assert.Empty(compiled.Diagnostics.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic.Message));
        var classifier = new Asked(Classification.Unknown);
        new PolicyDecisionPoint(
            compiled.Set!,
            classifier,
            new DecisionSettings(ClassifyWhenNeeded: whenNeeded)).Decide(request ?? Request, GeneratedPolicies.Now, RouterState.Healthy);
        return classifier.WasAsked;
    }

    private static Rule Rule(string id, string? when, Objective objective) =>
        new(
            id,
            0,
            when is null ? null : EmbeddedSource.FromCode(when),
            [],
            [],
            false,
            new Selection(objective, [], FallbackRule.Default, CostRule.Default, default),
            "",
            false,
            default);

    private sealed class Asked(Classification classification) : IPromptClassifier
    {
        public bool WasAsked { get; private set; }

        public string Digest => "classifier";

        public Classification Classify(in ClassifierInput prompt)
        {
            WasAsked = true;
            return classification;
        }
    }
}
