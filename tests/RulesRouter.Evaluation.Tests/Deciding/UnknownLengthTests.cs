using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>The output length is unknown: it is not stated, and there is no prompt to estimate it from.</summary>
public sealed class UnknownLengthTests
{
    private const string Reason = "output length is unknown, and so are cost and latency; set `estimate.outputTokens` or send the prompt";

    private static readonly Evidence Measured = new("measured", new DateOnly(2026, 1, 1), null, false);
    private static readonly ModelCatalog Catalog = new([], [], [Endpoint("a/dear", 20), Endpoint("b/cheap", 1), Endpoint("c/middle", 5)]);

    [Fact]
    public void Costs_and_latencies_are_unknown_and_the_decision_says_so()
    {
        var decision = Decide(Request);

        Assert.Equal(
            new HopEstimate { WorstCaseUsd = 0.1, LongestOutputTokens = 99_000, TtftP99Ms = 200, QualityIsPrior = true },
            decision.Chain[0].Estimate with { Quality = null });
        Assert.Null(decision.Classification.OutputTokens);
        Assert.Contains(Reason, decision.Explanation.Reasons);
        Assert.Contains("`b/cheap` ranked first: cost unknown", decision.Explanation.Reasons);
        Assert.DoesNotContain(Reason, Decide(Request with { Estimate = new TokenCounts(1_000, null, 10) }).Reasons);
    }

    [Theory]
    [InlineData(nameof(Objective.Price))]
    [InlineData(nameof(Objective.ExpectedCost))]
    public void The_price_of_what_is_asked_still_ranks(string objective) =>
        Assert.Equal(
            ["b/cheap", "c/middle", "a/dear"],
            Decide(Request, Enum.Parse<Objective>(objective)).Chain.Select(hop => (string)hop.Endpoint.Id));

    [Fact]
    public void Budget_bounds_the_longest_output_without_a_length()
    {
        Assert.Equal(["b/cheap"], Decide(Request with { MaxCostUsd = 0.1 }).Chain.Select(hop => (string)hop.Endpoint.Id));

        var denied = Decide(Request with { MaxCostUsd = 0.09 });

        Assert.Equal(
            "maxCostUsd is 0.1 instead of 0.09: `b/cheap` becomes eligible",
            Assert.Single(denied.Explanation.FeasibleIf));
        Assert.Contains(Reason, denied.Explanation.Reasons);
    }

    [Fact]
    public void Deadline_admits_no_endpoint_without_a_length() =>
        Assert.Equal("latencyP99Ms.max", Assert.Single(Decide(Request with { DeadlineMs = 60_000 }).Explanation.EmptiedBy).Constraint.Name);

    [Theory]
    [InlineData(null, 10, 10.0, 10.0)]
    [InlineData(1_000, null, 1_000.0, null)]
    [InlineData(1_000, 10, 1_010.0, 10.0)]
    [InlineData(null, null, null, null)]
    public void A_known_length_alone_is_required_of_an_endpoint(int? input, int? output, double? context, double? longest)
    {
        var decision = Decide(Request with { Estimate = input is { } || output is { } ? new TokenCounts(input, null, output) : null });

        Assert.Equal((context, longest), (Minimum("contextTokens.min"), Minimum("outputTokens.min")));

        double? Minimum(string name) =>
            (decision.Constraints.Rows.FirstOrDefault(row => row.Definition.Name == name)?.Value as ConstraintValue.Number)?.Value;
    }

    [Fact]
    public void Caller_maximum_bounds_the_worst_case_but_gives_no_cost()
    {
        var decision = Decide(Request with { MaxOutputTokens = 1_000, MaxCostUsd = 0.002 });

        Assert.Equal(["b/cheap"], decision.Chain.Select(hop => (string)hop.Endpoint.Id));
        Assert.Equal((null, 0.002), (decision.Chain[0].Estimate.TokenCostUsd, decision.Chain[0].Estimate.WorstCaseUsd));
    }

    [Fact]
    public void What_is_asked_has_to_fit_all_the_same() =>
        Assert.Equal(
            "contextTokens.min",
            Assert.Single(Decide(Request with { Estimate = new TokenCounts(200_000, null, null) }).Explanation.EmptiedBy).Constraint.Name);

    private static DecisionRequest Request { get; } = new()
    {
        Policy = "p",
        Task = TaskKind.Chat,
        Estimate = new TokenCounts(1_000, null, null),
    };

    private static Decision Decide(DecisionRequest request, Objective objective = Objective.Price)
    {
        var selection = new Selection(objective, [], new FallbackRule(2, Distinct.None, []), CostTerms.None, default);
        var policy = GeneratedPolicies.Policy([]) with
        {
            Name = "p",
            Attributes = [],
            Rules = [new Rule("default", 0, null, [], [], false, selection, "", false, default)],
        };
        return DecisionProperties.Decide(new DrawnCase(new PolicySet([policy]), Catalog, request, Classification.Unknown));
    }

    /// <param name="usd">Per million tokens, either way.</param>
    private static Endpoint Endpoint(string id, double usd) => new()
    {
        Id = EndpointId.Parse(id),
        Provider = new Provider(id[..1], id[..1], [], id[..1], ComplianceFacts.Unknown),
        Model = new Model(id[2..], id[2..], null, null, []),
        FailureDomain = id[..1],
        Prices = PriceSchedule.Flat(new PriceRates { Input = usd, Output = usd }),
        Latency = new Latency
        {
            TtftP50Ms = new(100, Measured),
            TtftP99Ms = new(200, Measured),
            TokensPerSecondP50 = new(100, Measured),
            TokensPerSecondP1 = new(50, Measured),
        },
        ContextTokens = 100_000,
        MaxOutputTokens = 100_000,
    };
}
