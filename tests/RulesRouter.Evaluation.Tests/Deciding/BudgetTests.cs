using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Deciding;

public sealed class BudgetTests
{
    private static readonly Endpoint Cheap = SmallRouting.Endpoint("a/cheap", usd: 1);
    private static readonly Endpoint Dear = SmallRouting.Endpoint("b/dear", usd: 3);

    /// <summary>A call of a million tokens of input and none of output costs 1 and 3 US dollars.</summary>
    private static SmallRouting Routing { get; } = new SmallRouting(Cheap, Dear)
    {
        Budgets = [Budget("month", BudgetUnit.Usd, 10)],
    };

    [Fact]
    public void Reserves_the_worst_case_of_all_hops_together()
    {
        var decision = Routing.Asking(request => request with { MaxOutputTokens = 1_000_000 }).Decide();

        Assert.Equal(["a/cheap", "b/dear"], decision.Chain.Select(hop => hop.Endpoint.Id.ToString()));
        var use = Assert.Single(decision.Budgets);
        Assert.Equal(
            ("p/month", BudgetUnit.Usd, "", 10.0, 0.0, 10.0, 8.0),
            (use.Id, use.Unit, use.For, use.Limit, use.Share, use.Remaining, use.Reserved));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), use.Until);
        Assert.Contains(
            "budget p/month: 0.0 % of 10 US dollars spent or reserved; this decision reserves 8",
            decision.Explanation.Reasons);
    }

    [Fact]
    public void Shortens_the_chain_to_what_remains() =>
        Assert.Equal("a/cheap", (Routing with { State = Spent(6.5) }).Asking(request => request with { MaxOutputTokens = 1 }).Chain());

    [Fact]
    public void Caps_the_output_so_that_the_worst_case_fits_what_remains()
    {
        var decision = (Routing with { Endpoints = [Cheap], State = Spent(8.5) }).Decide();

        var hop = Assert.Single(decision.Chain);
        Assert.Equal(500_000, hop.MaxOutputTokens);
        Assert.Equal(1.5, decision.Budgets[0].Reserved);
        Assert.Equal("budget p/month", Assert.Single(decision.Constraints.Rows.Single(row => row.Definition.Name == "maxCostUsd").From));
    }

    [Fact]
    public void Denies_once_spent_and_reserved_reach_the_limit()
    {
        var denied = Denied(Routing with { State = Spent(7, reserved: 3) });

        Assert.Equal(DenialCode.BudgetExhausted, denied.Code);
        Assert.Equal(
            ["budget p/month is exhausted: 7 spent and 3 reserved of 10 US dollars"],
            denied.Reasons);
        Assert.Equal(["the next window of budget p/month begins at 2026-07-01T00:00:00Z"], denied.Explanation.FeasibleIf);
        Assert.Equal((1.0, 0.0, 0.0), (denied.Budgets[0].Share!.Value, denied.Budgets[0].Remaining!.Value, denied.Budgets[0].Reserved));
    }

    [Fact]
    public void Denies_as_exhausted_if_only_the_budget_leaves_no_candidate()
    {
        var denied = Denied(Routing with { State = Spent(9.5) });

        Assert.Equal(DenialCode.BudgetExhausted, denied.Code);
        Assert.Equal(
            ["no eligible endpoint fits what remains of budget p/month: 0.5 of 10 US dollars"],
            denied.Reasons);
        Assert.Equal(["maxCostUsd"], denied.Explanation.EmptiedBy.Select(emptying => emptying.Constraint.Name));
    }

    [Fact]
    public void Denies_for_want_of_candidates_if_there_is_none_without_the_budget_either() =>
        Assert.Equal(
            DenialCode.NoCandidate,
            Denied((Routing with { State = Spent(9.5) }).Asking(request => request with { DeadlineMs = 1 })).Code);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lost_state_denies_or_allows_as_the_budget_says(bool denies)
    {
        var decision = (Routing with
        {
            Budgets = [Budget("month", BudgetUnit.Usd, 10) with { OnStoreLost = denies ? StoreLost.Deny : StoreLost.Allow }],
            State = RouterState.Healthy with { Budgets = RouterState.Healthy.Budgets.Add("month", BudgetState.Lost) },
        }).Decide();

        if (denies)
        {
            var denied = Assert.IsType<Denied>(decision);
            Assert.Equal(DenialCode.BudgetUnknown, denied.Code);
            Assert.Equal(["the state of budget p/month is not available, and the budget denies then (onStoreLost: deny)"], denied.Reasons);
            Assert.Equal(["the store of budget p/month is available"], denied.Explanation.FeasibleIf);
        }
        else
        {
            Assert.Contains(
                "budget p/month is not enforced: its state is not available (onStoreLost: allow)",
                decision.Explanation.Reasons);
            Assert.Null(decision.Budgets[0].Share);
        }
    }

    [Fact]
    public void A_missing_attribute_denies()
    {
        var denied = Denied(Routing with { Budgets = [Budget("month", BudgetUnit.Usd, 10, "team")] });

        Assert.Equal(DenialCode.BudgetUnknown, denied.Code);
        Assert.Equal(["budget p/month cannot be charged: attribute `team` is missing"], denied.Reasons);
        Assert.Equal(["the credential or the service sets attribute `team`"], denied.Explanation.FeasibleIf);
    }

    [Fact]
    public void A_session_budget_denies_without_a_session()
    {
        var routing = Routing with { Budgets = [Budget("talk", BudgetUnit.Requests, 2) with { Window = BudgetWindow.Session }] };

        var denied = Denied(routing);
        Assert.Equal(["budget p/talk cannot be charged: `session.id` is missing"], denied.Reasons);
        Assert.Equal(["the request sets `session.id`"], denied.Explanation.FeasibleIf);
        var use = Assert.Single(routing.Answered("a/cheap").Decide().Budgets);
        Assert.Equal(("s", 1.0, null), (use.For, use.Reserved, use.Until));
    }

    [Fact]
    public void An_exhausted_budget_of_a_session_names_the_session_and_has_no_next_window()
    {
        var talk = Budget("talk", BudgetUnit.Requests, 2) with { Window = BudgetWindow.Session };
        var spent = RouterState.Healthy with { Budgets = RouterState.Healthy.Budgets.Add("talk", new BudgetState(2, 0)) };

        var denied = Denied((Routing with { Budgets = [talk], State = spent }).Answered("a/cheap"));

        Assert.Equal(
            ["budget p/talk is exhausted for s: 2 spent and 0 reserved of 2 requests; the session has no next window"],
            denied.Reasons);
        Assert.Empty(denied.Explanation.FeasibleIf);
    }

    [Fact]
    public void A_session_budget_per_attribute_says_that_the_request_sets_its_session()
    {
        var talk = Budget("talk", BudgetUnit.Requests, 2, "team") with { Window = BudgetWindow.Session };

        var denied = Denied(Keyed(Routing with { Budgets = [talk] }));

        Assert.Equal(["the request sets `session.id`"], denied.Explanation.FeasibleIf);
    }

    [Fact]
    public void A_budget_of_two_attributes_names_the_one_that_is_missing()
    {
        var denied = Denied(Keyed(Routing with { Budgets = [Budget("month", BudgetUnit.Usd, 10, "team", "product")] }));

        Assert.Equal(["the credential or the service sets attribute `product`"], denied.Explanation.FeasibleIf);
    }

    [Theory]
    [InlineData(false, 4_000_000, "a/cheap b/dear", 4_000_000)]
    [InlineData(false, 3_999_999, "a/cheap b/dear", 3_999_999)]
    [InlineData(false, 1_999_999, "a/cheap", 1_999_999)]
    [InlineData(false, 1_000_000, "a/cheap", 1_000_000)]
    [InlineData(true, 1_000_000, "a/cheap b/dear", 1_000_000)]
    public void A_budget_of_tokens_shortens_and_caps_the_chain(bool isExpected, double limit, string chain, double reserved)
    {
        var decision = (Routing with
        {
            Budgets = [Budget("tokens", BudgetUnit.Tokens, limit) with
            {
                Reserve = isExpected ? BudgetReserve.Expected : BudgetReserve.WorstCase,
            }]
        }).Decide();

        Assert.Equal(chain, string.Join(' ', decision.Chain.Select(hop => hop.Endpoint.Id)));
        Assert.Equal(reserved, decision.Budgets[0].Reserved);
    }

    [Fact]
    public void A_budget_of_tokens_without_room_for_the_input_is_exhausted()
    {
        var denied = Denied(Routing with { Budgets = [Budget("tokens", BudgetUnit.Tokens, 999_999)] });

        Assert.Equal(DenialCode.BudgetExhausted, denied.Code);
        Assert.Equal(["budget"], denied.Explanation.EmptiedBy.Select(emptying => emptying.Constraint.Name));
    }

    [Fact]
    public void An_expected_reservation_is_the_dearest_hop_and_needs_room_for_one_hop_only()
    {
        var decision = (Routing with
        {
            Budgets = [Budget("month", BudgetUnit.Usd, 10) with { Reserve = BudgetReserve.Expected }],
            State = Spent(7),
        }).Decide();

        Assert.Equal(["a/cheap", "b/dear"], decision.Chain.Select(hop => hop.Endpoint.Id.ToString()));
        Assert.All(decision.Chain, hop => Assert.Null(hop.MaxOutputTokens));
        Assert.Equal(3, decision.Budgets[0].Reserved);
    }

    [Fact]
    public void Conditions_read_share_and_remainder()
    {
        var rule = new Rule(
            "frugal",
            0,
            EmbeddedSource.FromCode("budget.month.share >= 0.8 and budget.month.remainingUsd <= 2"),
            [],
            [],
            true,
            null,
            "nearly spent",
            false,
            default);

        Assert.Equal(DenialCode.DeniedByRule, Denied(Routing with { Rules = [rule], State = Spent(8) }).Code);
        Assert.IsType<Routed>((Routing with { Rules = [rule], State = Spent(7.9) }).Decide());
    }

    [Fact]
    public void States_of_budgets_change_the_digest()
    {
        Assert.NotEqual(RouterState.Healthy.Digest, Spent(1).Digest);
        Assert.NotEqual(Spent(1).Digest, Spent(1, reserved: 1).Digest);
        Assert.Equal(Spent(1), Spent(1));
    }

    [Theory]
    [InlineData("hour", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("hour", "Asia/Kolkata", "2026-10-25T00:10:00Z", "2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("day", "Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("day", "Africa/Cairo", "2026-04-24T12:00:00Z", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")]
    [InlineData("week", "UTC", "2026-11-29T23:59:59Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData("month", "America/New_York", "2026-03-01T04:59:59Z", "2026-02-01T05:00:00Z", "2026-03-01T05:00:00Z")]
    public void Windows_begin_by_the_clock_of_the_zone(string window, string zone, string at, string start, string end)
    {
        var budget = Budget("b", BudgetUnit.Usd, 1) with
        {
            Window = EnumNames<BudgetWindow>.TryParse(window, out var known) ? known : throw new ArgumentException(window),
            Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        };

        Assert.Equal((Time(start), Time(end)), budget.WindowAt(Time(at)));
        Assert.Equal((Time(start), Time(end)), budget.WindowAt(Time(start)));
        Assert.Equal(Time(end), budget.WindowAt(Time(end)).Start);
    }

    [Fact]
    public void An_exhausted_budget_names_the_value_that_it_is_counted_for() => Assert.Equal(
        ["budget p/month is exhausted for a: 10 spent and 0 reserved of 10 US dollars"],
        Denied(Keyed(Routing with { Budgets = [Budget("month", BudgetUnit.Usd, 10, "team")], State = Spent(10) })).Reasons);

    /// <summary>Asked with a credential of team <c>a</c>.</summary>
    private static SmallRouting Keyed(SmallRouting routing) =>
        routing.Asking(request => request with { KeyAttributes = request.KeyAttributes.SetItem("team", new AttributeValue.String("a")) });

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Denied Denied(SmallRouting routing) => Assert.IsType<Denied>(routing.Decide());

    private static RouterState Spent(double spent, double reserved = 0) =>
        RouterState.Healthy with { Budgets = RouterState.Healthy.Budgets.Add("month", new BudgetState(spent, reserved)) };

    private static BudgetDeclaration Budget(string id, BudgetUnit unit, double limit, params string[] per) => new(
        "p",
        id,
        [.. per.Select(name => new AttributeReference(name, default))],
        unit,
        limit,
        BudgetWindow.Month,
        TimeZoneInfo.Utc,
        BudgetReserve.WorstCase,
        StoreLost.Deny,
        default);
}
