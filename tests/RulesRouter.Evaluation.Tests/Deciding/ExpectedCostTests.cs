using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Deciding;

public sealed class ExpectedCostTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CostRule Terms = CostRule.Default with
    {
        UnsolvedUsd = 1,
        WrongAcceptedUsd = 1,
        FalseAccept = 0,
        FalseReject = 0,
        Quantile = 0.5,
    };

    private static readonly ModelCatalog Catalog = new([], [],
    [
        Endpoint("a/cheap", "cheap", 0.6, 1),
        Endpoint("b/cheap", "cheap", 0.6, 2),
        Endpoint("a/strong", "strong", 0.9, 20),
        Endpoint("b/dear", "dear", 0.9, 200),
        Endpoint("c/unknown", "unknown", null, 0.1),
    ]);

    [Fact]
    public void A_cheap_model_comes_first_and_a_stronger_one_after_a_rejection()
    {
        var decision = Decide(Terms);

        Assert.Equal(["a/cheap", "a/strong"], decision.Chain.Take(2).Select(hop => (string)hop.Endpoint.Id));
        Assert.Contains(FailureClass.RejectedOutput, decision.Chain[1].On);
        Assert.Equal((decision as Routed)?.Expectation?.TotalUsd, decision.Expectation!.TotalUsd);
        Assert.InRange(decision.Expectation.Hops[1].SuccessIfReached, 0.5, 0.89);
        Assert.Equal(1, decision.Expectation.Solved + decision.Expectation.WrongAccepted + decision.Expectation.Unsolved, 9);
        Assert.Equal("worth15", decision.Expectation.Hops[0].Evidence.Replace("bench ", "").Replace(" ", ""));
    }

    [Fact]
    public void The_same_model_elsewhere_is_for_when_an_endpoint_does_not_answer()
    {
        var spare = Decide(Terms, fallback: 3).Chain.Single(hop => hop.Endpoint.Id == "b/cheap");

        Assert.Equal(FailureClasses.Availability, spare.On);
    }

    [Fact]
    public void Where_failures_cost_nothing_the_cheapest_goes_alone()
    {
        var decision = Decide(Terms with { UnsolvedUsd = 0, WrongAcceptedUsd = 0 });

        Assert.Equal("a/cheap", decision.Chain[0].Endpoint.Id);
        Assert.Single(decision.Expectation!.Hops);
    }

    [Fact]
    public void Rejected_answer_raises_difficulty_and_excludes_its_model()
    {
        var decision = Decide(Terms, request => request with { Attempts = [new Attempt("a/cheap", FailureClass.RejectedOutput)] });

        Assert.Equal("a/strong", decision.Chain[0].Endpoint.Id);
        Assert.True(decision.Expectation!.Hops[0].SuccessIfReached < 0.9);
        Assert.DoesNotContain(decision.Expectation.Hops, hop => hop.Endpoint == "b/cheap");
    }

    [Fact]
    public void Own_outcomes_override_a_benchmark_and_change_the_state_digest()
    {
        var learned = new LearnedState(
            60,
            new Dictionary<TallyKey, Tally> { [new("a/strong", TaskKind.CodeGeneration, null)] = new(60, 3, 60, 60, 0, 0) });
        var decision = Decide(Terms with { Quantile = 0.75 }, state: RouterState.Healthy with { Learned = learned });

        Assert.NotEqual("a/strong", decision.Chain[1].Endpoint.Id);
        Assert.Equal(60, decision.Expectation!.LearnedEpoch);
        Assert.NotEqual(Decide(Terms).StateDigest, decision.StateDigest);
    }

    [Fact]
    public void A_thin_belief_does_not_win_by_luck()
    {
        var many = new Dictionary<TallyKey, Tally> { [new("a/strong", TaskKind.CodeGeneration, null)] = new(400, 360, 400, 400, 0, 0) };
        var believed = new EndpointBeliefs(Catalog, new LearnedState(400, many), AliasTable.None);
        var sure = believed.Of(Catalog.FindEndpoint("a/strong")!, TaskKind.CodeGeneration, null)!.Success;
        var thin = believed.Of(Catalog.FindEndpoint("b/dear")!, TaskKind.CodeGeneration, null)!.Success;

        Assert.Equal(sure.Mean, thin.Mean, 2);
        Assert.True(SuccessProbabilities.At(thin, 0.75, 1.9).Average() < SuccessProbabilities.At(sure, 0.75, 1.9).Average() - 0.02);
    }

    [Fact]
    public void New_endpoint_starts_at_its_family_mean_or_without_evidence()
    {
        ModelCatalog catalog = new(
            [],
            [new Model("old", "old", "f", null, [Figure(0.8)])],
            [Endpoint("a/new", "new", null, 1, "f"), Endpoint("a/lone", "lone", null, 1)]);
        var beliefs = new EndpointBeliefs(catalog, LearnedState.Empty, AliasTable.None);

        Assert.Equal(
            new Belief(0.8, EndpointBeliefs.FamilyWeight),
            beliefs.Of(catalog.FindEndpoint("a/new")!, TaskKind.CodeGeneration, null)!.Success);
        Assert.Null(beliefs.Of(catalog.FindEndpoint("a/lone")!, TaskKind.CodeGeneration, null));
    }

    [Fact]
    public void Without_any_evidence_the_price_ranks_and_the_decision_says_so()
    {
        var decision = Decide(Terms, request => request with { Task = TaskKind.Summarise });

        Assert.Equal("c/unknown", decision.Chain[0].Endpoint.Id);
        Assert.Null((decision as Routed)?.Expectation?.TotalUsd);
        Assert.Contains(
            "no eligible endpoint has both a known cost and evidence of success at summarise: ranked by price",
            decision.Explanation.Reasons);
    }

    [Fact]
    public void Exploration_obeys_constraints_and_is_fixed_per_request()
    {
        var point = Point(Terms with { ExplorationShare = 0.1 }, 2, "b/*");
        var explored = 0;
        for (var second = 0; second < 400; second++)
        {
            var decision = Ask(point, Request, Now.AddSeconds(second), RouterState.Healthy);
            explored += decision.Expectation!.Explored ? 1 : 0;

            Assert.DoesNotContain(decision.Chain, hop => hop.Endpoint.Provider.Id == "b");
            Assert.Equal(
                decision.Expectation.Explored,
                Ask(point, Request, Now.AddSeconds(second), RouterState.Healthy).Expectation!.Explored);
            Assert.Equal(decision.Expectation.Explored ? "c/unknown" : "a/cheap", decision.Chain[0].Endpoint.Id);
        }

        Assert.InRange(explored, 20, 65);
    }

    [Fact]
    public void A_policy_inherits_economics_and_may_say_otherwise_for_itself_and_for_one_rule()
    {
        var parent = Policy("parent", new CostTerms(UnsolvedUsd: 5, TimeUsdPerMinute: 3), CostTerms.None) with { IsAbstract = true };
        var child = Policy("child", new CostTerms(UnsolvedUsd: 7), new CostTerms(FalseAccept: 0.3)) with { Extends = [new ParentReference("parent", default)] };
        var layers = PolicyLayers.Of(new PolicySet([parent, child]), child);
        var cost = layers.CostOf(child.Rules[0].Selection!);

        Assert.Equal((7, 3, 0.3, 7), (cost.UnsolvedUsd, cost.TimeUsdPerMinute, cost.FalseAccept, cost.WrongAcceptedUsd));
    }

    private static DecisionRequest Request { get; } = new()
    {
        Policy = "p",
        Task = TaskKind.CodeGeneration,
        Estimate = new TokenCounts(1000, null, 1000),
    };

    private static Decision Decide(
        CostRule terms,
        Func<DecisionRequest, DecisionRequest>? change = null,
        RouterState? state = null,
        int fallback = 2) =>
        Ask(Point(terms, fallback, null), change?.Invoke(Request) ?? Request, Now, state ?? RouterState.Healthy);

    private static PolicyDecisionPoint Point(CostRule terms, int fallback, string? forbid)
    {
        var compiled = PolicyCompiler.Compile(new PolicySet([Policy("p", terms, CostTerms.None, fallback, forbid)]), Catalog, "content", "classifier");
        return new PolicyDecisionPoint(compiled.Set!, new NoClassifier(), new DecisionSettings());
    }

    private static Decision Ask(PolicyDecisionPoint point, DecisionRequest request, DateTimeOffset at, RouterState state)
    {
        var answer = point.Decide(request, at, state);
        Assert.Empty(answer.Errors);
        return answer.Decision!;
    }

    private static RoutingPolicy Policy(string name, CostTerms economics, CostTerms ofRule, int fallback = 2, string? forbid = null)
    {
        var selection = new Selection(
            Objective.ExpectedCost,
            [],
            new FallbackRule(fallback, Distinct.None, [FailureClass.RejectedOutput]),
            ofRule,
            default);
        ImmutableArray<ConstraintClause> forbidden = forbid is null
            ? []
            : [
                new ConstraintClause(
                    ConstraintTable.Of<ForbiddenEndpoints>(),
                    new ConstraintValue.Names(ImmutableSortedSet.Create(StringComparer.Ordinal, forbid)),
                    default)];
        return new RoutingPolicy(
            name,
            "",
            [],
            false,
            false,
            [],
            [],
            [],
            [new Rule("default", 0, null, forbidden, [], false, selection, "", false, default)],
            default)
        { Economics = economics };
    }

    /// <param name="usd">Per million tokens, either way.</param>
    private static Endpoint Endpoint(string id, string model, double? success, double usd, string? family = null) => new()
    {
        Id = EndpointId.Parse(id),
        Provider = new Provider(id[..1], id[..1], [], id[..1], ComplianceFacts.Unknown),
        Model = new Model(model, model, family, null, success is { } score ? [Figure(score)] : []),
        FailureDomain = id[..1],
        Prices = PriceSchedule.Flat(new PriceRates { Input = usd, Output = usd }),
        ContextTokens = 100_000,
        MaxOutputTokens = 100_000,
    };

    private static QualityFigure Figure(double score) => new("bench", TaskKind.CodeGeneration, score, "s", null, null, "");

    private sealed class NoClassifier : IPromptClassifier
    {
        public string Digest => "none";

        public Classification Classify(in ClassifierInput prompt) => Classification.Unknown;
    }
}
