using System.Collections.Frozen;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Economics.Beliefs;
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
        Assert.Equal(
            "1 score, difficulty from 2000 outcomes of 4 models, 400 outcomes of the model elsewhere, 400 outcomes here",
            decision.Expectation.Hops[0].Evidence);
    }

    [Fact]
    public void The_same_model_elsewhere_does_not_follow_a_hop_that_serves_rejections()
    {
        var decision = Decide(Terms, fallback: 4);

        Assert.DoesNotContain(decision.Chain, hop => hop.Endpoint.Id == "b/cheap");
        Assert.All(decision.Chain.Skip(decision.Expectation!.Hops.Length), spare => Assert.Equal(FailureClasses.Availability, spare.On));
    }

    [Fact]
    public void Where_failures_cost_nothing_the_cheapest_goes_alone()
    {
        var decision = Decide(Terms with { UnsolvedUsd = 0, WrongAcceptedUsd = 0 });

        Assert.Equal("c/unknown", decision.Chain[0].Endpoint.Id);
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

        Assert.Equal(sure.Mean, thin.Mean, 0.15);
        Assert.True(thin.Variance > 2 * sure.Variance);
        Assert.True(SuccessProbabilities.At(thin, 0.75, 1.9).Average() < SuccessProbabilities.At(sure, 0.75, 1.9).Average() - 0.02);
    }

    [Fact]
    public void New_endpoint_starts_at_what_is_known_of_other_models()
    {
        ModelCatalog catalog = new(
            [],
            [new Model("old", "old", "f", null, [Figure(0.95)]), new Model("weak", "weak", "g", null, [Figure(0.1)])],
            [Endpoint("a/new", "new", null, 1, "f"), Endpoint("a/lone", "lone", null, 1), Endpoint("a/other", "other", null, 1, "g")]);
        var beliefs = new EndpointBeliefs(catalog, LearnedState.Empty, AliasTable.None);

        Assert.True(Of("a/new").Success.Mean > Of("a/lone").Success.Mean);
        Assert.True(Of("a/lone").Success.Mean > Of("a/other").Success.Mean);
        Assert.True(Of("a/new").IsPrior);

        EndpointBelief Of(string id) => beliefs.Of(catalog.FindEndpoint(id)!, TaskKind.CodeGeneration, null);
    }

    [Fact]
    public void Decision_among_models_without_scores_says_that_it_rests_on_priors()
    {
        ModelCatalog unscored = new([], [], [Endpoint("a/one", "one", null, 1), Endpoint("a/two", "two", null, 2)]);

        var decision = Decide(Terms, state: RouterState.Healthy, catalog: unscored);

        Assert.All(decision.Expectation!.Hops, hop => Assert.True(hop.IsPrior));
        Assert.Contains(
            "no published score and no outcome of any chosen model at such tasks is known: success at code-generation rests on priors from other tasks, release dates and list prices",
            decision.Explanation.Reasons);
    }

    [Fact]
    public void Policy_states_how_hard_a_task_is()
    {
        var harder = new TaskDifficulties(ImmutableSortedDictionary<TaskKind, double>.Empty.Add(TaskKind.CodeGeneration, 1.5));

        var (plain, hard) = (
            Decide(Terms, state: RouterState.Healthy),
            Decide(Terms with { Difficulty = harder }, state: RouterState.Healthy));

        Assert.Equal(
            plain.Expectation!.Hops[0].Evidence,
            hard.Expectation!.Hops.Single(hop => hop.Endpoint == plain.Expectation.Hops[0].Endpoint).Evidence);
        Assert.True(hard.Expectation.Solved < plain.Expectation.Solved);
    }

    [Fact]
    public void Imputed_waiting_is_printed_and_part_of_the_total()
    {
        var known = new Latency
        {
            TtftP50Ms = new(1000, new Evidence("s", null, null, false)),
            TokensPerSecondP50 = new(100, new Evidence("s", null, null, false)),
        };
        var decision = Decide(
            Terms with { TimeUsdPerMinute = 6 },
            state: RouterState.Healthy,
            catalog: new([], [], [Endpoint("a/cheap", "cheap", 0.6, 1), Endpoint("b/slow", "slow", 0.2, 500) with { Latency = known }]));
        var (hop, expected) = (decision.Expectation!.Hops[0], decision.Expectation);

        Assert.Equal("a/cheap", (string)hop.Endpoint);
        Assert.Null(hop.Seconds);
        Assert.Equal(11 * 0.99, hop.ImputedSeconds, 9);
        Assert.Equal(hop.ImputedSeconds / 60 * 6, hop.ImputedUsd, 9);
        Assert.True(hop.ImputedUsd < hop.Usd);
        Assert.Equal(expected.TotalUsd, expected.Hops.Sum(one => one.Usd) + (expected.Unsolved * expected.Terms.UnsolvedUsd), 9);
        Assert.Contains(
            FormattableString.Invariant($"latency of `a/cheap` is unknown: the slowest known one counts, {hop.ImputedSeconds:0.0} s of waiting, ${hop.ImputedUsd:0.000000} of the total"),
            decision.Explanation.Reasons);
    }

    [Fact]
    public void Exploration_obeys_constraints_and_is_fixed_per_request()
    {
        var point = Point(Terms with { ExplorationShare = 0.1 }, 2, "b/*");
        var explored = 0;
        for (var second = 0; second < 400; second++)
        {
            var decision = Ask(point, Request, Now.AddSeconds(second), Observed);
            explored += decision.Expectation!.Explored ? 1 : 0;

            Assert.DoesNotContain(decision.Chain, hop => hop.Endpoint.Provider.Id == "b");
            Assert.Equal(
                decision.Expectation.Explored,
                Ask(point, Request, Now.AddSeconds(second), Observed).Expectation!.Explored);
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

    [Fact]
    public void A_dear_failure_makes_the_next_attempts_less_likely_to_succeed_where_outcomes_say_so()
    {
        var evidence = new AttemptEvidence(
            [0.5, 0, 0, 0],
            new Dictionary<(string, TaskKind, AttemptSignal), double>
            {
                [("a/cheap", TaskKind.CodeGeneration, AttemptSignal.Cost)] = Math.Log(0.1),
            }.ToFrozenDictionary());
        var state = Observed with { Learned = new LearnedState(5, Observed.Learned!.Tallies.ToDictionary(), attempts: evidence) };

        var (dear, usual, cheap) = (After(0.5, state), After(0.1, state), After(0.02, state));

        Assert.True(dear.Success < usual.Success && usual.Success < cheap.Success, $"{dear} {usual} {cheap}");
        Assert.Equal(After(null, state).Success, usual.Success, 12);
        Assert.Equal(After(0.5, Observed).Success, After(null, Observed).Success);
        Assert.Contains(
            "the rejected attempt at `a/cheap` cost $0.5 (median $0.1): after such attempts others succeed less often",
            dear.Reasons);
        Assert.DoesNotContain(After(0.5, Observed).Reasons, reason => reason.Contains("median", StringComparison.Ordinal));
        Assert.NotEqual(Observed.Digest, state.Digest);
    }

    private static (double Success, ImmutableArray<string> Reasons) After(double? costUsd, RouterState state)
    {
        var decision = Decide(
            Terms,
            request => request with { Attempts = [new Attempt("a/cheap", FailureClass.RejectedOutput, costUsd)] },
            state);
        return (decision.Expectation!.Hops[0].SuccessIfReached, decision.Explanation.Reasons);
    }

    /// <summary>Cheap ones are right six times of ten, strong and dear ones nine times.</summary>
    private static RouterState Observed { get; } = RouterState.Healthy with
    {
        Learned = new LearnedState(
            5,
            new Dictionary<TallyKey, Tally>
            {
                [new("a/cheap", TaskKind.CodeGeneration, null)] = new(400, 240, 400, 400, 0, 0),
                [new("b/cheap", TaskKind.CodeGeneration, null)] = new(400, 240, 400, 400, 0, 0),
                [new("a/strong", TaskKind.CodeGeneration, null)] = new(400, 360, 400, 400, 0, 0),
                [new("b/dear", TaskKind.CodeGeneration, null)] = new(400, 360, 400, 400, 0, 0),
                [new("c/unknown", TaskKind.CodeGeneration, null)] = new(400, 4, 400, 400, 0, 0),
            }),
    };

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
        int fallback = 2,
        ModelCatalog? catalog = null) =>
        Ask(Point(terms, fallback, null, catalog), change?.Invoke(Request) ?? Request, Now, state ?? Observed);

    private static PolicyDecisionPoint Point(CostRule terms, int fallback, string? forbid, ModelCatalog? catalog = null)
    {
        var policies = new PolicySet([Policy("p", terms, CostTerms.None, fallback, forbid)]);
        var compiled = PolicyCompiler.Compile(policies, catalog ?? Catalog, "content", "classifier");
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
