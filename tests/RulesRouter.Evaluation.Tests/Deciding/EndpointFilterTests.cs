using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Requests;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>
/// What every endpoint is held to beside the rules: by the request, the catalog's dates, the state of things, and what was tried.
/// </summary>
public sealed class EndpointFilterTests
{
    private static readonly SmallRouting Two = new(Endpoint("a/x", 1), Endpoint("b/x", 2));

    [Theory]
    [InlineData("a/x")]
    [InlineData("a")]
    [InlineData("shared")]
    public void Endpoint_is_excluded_if_it_or_its_provider_or_domain_is_down(string down)
    {
        var routing = Two with
        {
            Endpoints = [Two.Endpoints[0] with { FailureDomain = "shared" }, Two.Endpoints[1]],
            State = new RouterState(ImmutableSortedSet.Create(StringComparer.Ordinal, down)),
        };

        Assert.Equal(["a/x: healthy up, down"], Excluded(routing));
    }

    [Theory]
    [InlineData("2026-06-01", null, "a/x: served released and not retired, retired on 2026-06-01")]
    [InlineData("2026-06-02", null, null)]
    [InlineData(null, "2026-06-02", "a/x: served released and not retired, released on 2026-06-02")]
    [InlineData(null, "2026-06-01", null)]
    public void An_endpoint_answers_from_its_release_on_until_it_retires(string? retires, string? released, string? excluded)
    {
        DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var dated = Two with
        {
            Endpoints = [Two.Endpoints[0] with { RetiresOn = Day(retires), ReleasedOn = Day(released) }, Two.Endpoints[1]],
        };

        Assert.Equal(excluded is null ? [] : [excluded], Excluded(dated));
    }

    [Fact]
    public void Tried_endpoint_is_excluded() =>
        Assert.Equal(["a/x: untried not tried in this chain, tried"], Excluded(Falling(2).After(("a/x", FailureClass.Timeout))));

    [Theory]
    [InlineData(FailureClass.Timeout, true, false)]
    [InlineData(FailureClass.ContextOverflow, false, false)]
    [InlineData(FailureClass.ContextOverflow, true, true)]
    [InlineData(FailureClass.InvalidRequest, false, true)]
    public void Fallback_follows_outages_and_named_failures_but_not_bad_requests(FailureClass failed, bool goesOn, bool named)
    {
        var decision = Falling(2, named ? [failed] : []).After(("a/x", failed)).Decide();

        Assert.Equal(goesOn, decision.IsRouted);
        Assert.Equal(goesOn, decision.Explanation.EmptiedBy.All(emptying => emptying.Constraint.Name != "retriable"));
    }

    [Fact]
    public void It_is_the_last_failure_that_counts() =>
        Assert.IsType<Denied>(new SmallRouting(Endpoint("a/x"), Endpoint("b/x"), Endpoint("c/x")).After(("a/x", FailureClass.Timeout), ("b/x", FailureClass.RejectedOutput)).Decide());

    [Fact]
    public void Rejected_output_never_leads_to_the_same_model_at_another_provider()
    {
        var denied = Falling(2, FailureClass.RejectedOutput).After(("a/x", FailureClass.RejectedOutput)).Decide();

        Assert.Equal(
            [
                "a/x: untried not tried in this chain, tried",
                "b/x: otherModel another model than one whose output was rejected, output of x rejected",
            ],
            denied.Explanation.Trace!.Exclusions.Select(
                exclusion => $"{exclusion.Endpoint.Id}: {exclusion.Constraint}, {exclusion.Found}"));
        Assert.IsType<Denied>(denied);
    }

    [Fact]
    public void Hop_with_the_model_of_an_earlier_hop_follows_failures_of_availability_only()
    {
        var routing = new SmallRouting(Endpoint("a/x", 1), Endpoint("b/x", 2), Endpoint("c/y", 3)).Selecting(
            selection => selection with { Fallback = new FallbackRule(2, Distinct.None, [FailureClass.RejectedOutput]) });

        Assert.Equal(
            ["a/x: ", "b/x: False", "c/y: True"],
            routing.Decide().Chain.Select(
                hop => $"{hop.Endpoint.Id}: {(hop.On.IsEmpty ? "" : hop.On.Contains(FailureClass.RejectedOutput).ToString())}"));
    }

    [Fact]
    public void Alias_and_its_target_are_one_model_after_a_rejection()
    {
        var snapshot = Endpoint("b/x-2026", 2);
        var alias = Endpoint("a/x", 1) with
        {
            Model = new Model("x", "x", null, null, []) { AliasOf = [new AliasTarget("x-2026", new DateOnly(2020, 1, 1))] },
        };

        Assert.IsType<Denied>(
            (new SmallRouting(alias, snapshot) { Models = [alias.Model, snapshot.Model] }).Selecting(
                selection => selection with { Fallback = new FallbackRule(2, Distinct.None, [FailureClass.RejectedOutput]) })
                .After(("a/x", FailureClass.RejectedOutput))
                .Decide());
    }

    [Theory]
    [InlineData(0, "hopsLeft at most 1 hops")]
    [InlineData(1, null)]
    public void No_more_hops_are_tried_than_the_rule_says(int fallbacks, string? denied) =>
        Assert.Equal(
            denied,
            Falling(fallbacks).After(("a/x", FailureClass.Timeout))
                .Decide().Explanation.EmptiedBy
                .SingleOrDefault()?.Constraint
                .ToString());

    [Fact]
    public void What_a_request_needs_an_endpoint_can_do()
    {
        Assert.Equal("", Requested(request => request, "capabilities"));
        Assert.Equal("[tools]", Requested(request => request with { Needs = new Needs { Tools = true, Vision = false } }, "capabilities"));
        Assert.Equal("[vision]", Requested(request => request with { Needs = new Needs { Vision = true } }, "capabilities"));
        Assert.Equal("[structured-output]", Requested(request => request with { Needs = new Needs { StructuredOutput = true } }, "capabilities"));
        Assert.Equal("[reasoning]", Requested(request => request with { Needs = new Needs { Reasoning = true } }, "capabilities"));
        Assert.Equal("[reasoning, tools]", Requested(request => request with { Needs = new Needs { Tools = true, Reasoning = true } }, "capabilities"));
    }

    [Theory]
    [InlineData(1000, 20, null, "1020", "20")]
    [InlineData(1000, 20, 10, "1010", "10")]
    [InlineData(1000, 0, null, "1000", "")]
    [InlineData(0, 20, null, "20", "20")]
    [InlineData(0, 0, null, "", "")]
    public void The_text_and_the_longest_answer_fit(int input, int output, int? longest, string context, string answer)
    {
        DecisionRequest Sized(DecisionRequest request) =>
            request with { Estimate = new TokenCounts(input, null, output), MaxOutputTokens = longest };

        Assert.Equal(context, Requested(Sized, "contextTokens.min"));
        Assert.Equal(answer, Requested(Sized, "outputTokens.min"));
    }

    [Theory]
    [InlineData(3.0, null, "3")]
    [InlineData(3.0, 1.0, "2")]
    [InlineData(3.0, 4.0, "0")]
    [InlineData(null, 1.0, "")]
    public void The_budget_is_what_earlier_hops_left_of_it(double? budget, double? spent, string expected) => Assert.Equal(
        expected,
        Requested(
            request =>
                request with
                {
                    MaxCostUsd = budget,
                    Attempts = spent is null ? [] : [new Attempt("a/x", FailureClass.Timeout, spent)],
                },
            "maxCostUsd"));

    [Fact]
    public void An_attempt_of_unknown_cost_leaves_no_budget() => Assert.Equal(
        "0",
        Requested(
            request => request with { MaxCostUsd = 3, Attempts = [new Attempt("z/x", FailureClass.Timeout)] },
            "maxCostUsd"));

    [Fact]
    public void The_deadline_is_a_bound_on_the_answer_at_p99() =>
        Assert.Equal("700", Requested(request => request with { DeadlineMs = 700 }, "latencyP99Ms.max"));

    [Fact]
    public void Endpoint_slower_than_the_deadline_at_p99_is_excluded() =>
        Assert.Equal(
            "a/x",
            new SmallRouting(Endpoint("a/x", 2, 100), Endpoint("b/x", 1, 400))
                .Asking(request => request with { DeadlineMs = 700 })
                .Chain());

    [Fact]
    public void Cost_bound_is_checked_for_each_request() => Assert.Equal(
        [true, false, true],
        (Two with { Rules = [Constrain("r", Enforcement.Required, (ConstraintTable.Of<MaxCostUsd>(), 1))] }).DecideEach(
            request => request,
            request => request with { Estimate = new TokenCounts(2_000_000, null, 0) },
            request => request with { Estimate = new TokenCounts(500_000, null, 0) }).Select(decision => decision.IsRouted));

    [Fact]
    public void Exclusion_names_bound_and_found_value_for_each_kind()
    {
        var rule = Constrain("r", Enforcement.Required) with
        {
            Constraints =
            [
                Clause(ConstraintTable.Of<OutputPrice>(), new ConstraintValue.Number(1)),
                Clause(ConstraintTable.Of<Quality>(), new ConstraintValue.Number(0.5)),
                Clause(ConstraintTable.Of<Certifications>(), Names("soc2")),
                Clause(ConstraintTable.Of<AllowedProviders>(), Names("z")),
                Clause(ConstraintTable.Of<ForbiddenEndpoints>(), Names("b/*")),
                Clause(ConstraintTable.Of<TrainsOnData>(), new ConstraintValue.Boolean(false)),
            ],
        };

        Assert.Equal(
            [
                "certifications all of [soc2]",
                "endpoints.forbid none of [b/*]",
                "price.outputPerMTok.max at most 1 US dollars per million tokens",
                "providers.allow within [z]",
                "quality.min at least 0.5 probability in 0..1",
                "trainsOnData false",
            ],
            rule.Constraints.Select(
                clause =>
                    (Two with { Rules = [rule with { Constraints = [clause] }] }).Decide().Explanation.Trace!.Exclusions[^1]
                        .Constraint.ToString())
                .Order(StringComparer.Ordinal));
    }

    private static SmallRouting Falling(int max, params FailureClass[] estimator) =>
        Two.Selecting(selection => selection with { Fallback = new FallbackRule(max, Distinct.None, [.. estimator]) });

    private static string[] Excluded(SmallRouting routing) => [.. routing.Decide().Explanation.Trace!.Exclusions.Select(exclusion => $"{exclusion.Endpoint.Id}: {exclusion.Constraint}, {exclusion.Found}")];

    private static string Requested(Func<DecisionRequest, DecisionRequest> change, string constraint) =>
        Two.Asking(change)
            .Decide().Constraints.Rows
            .Where(row => row.Definition.Name == constraint && row.From.SequenceEqual(["request"]))
            .Select(row => row.Value.ToString())
            .SingleOrDefault()
            ?? "";

    private static ConstraintClause Clause(ConstraintDefinition definition, ConstraintValue value) => new(definition, value, default);

    private static ConstraintValue.Names Names(params string[] names) => new(names.ToImmutableSortedSet(StringComparer.Ordinal));
}
