using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;
using RulesRouter.Requests;
using RulesRouter.State.Budgets;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Tests.Budgets;

public sealed class BudgetKeeperTests : IDisposable
{
    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: small }
        spec:
          providers: { a: {}, b: {} }
          models: { m: {}, n: {} }
          endpoints:
            "a/m": { model: m, contextTokens: 100000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 1, output: 1 }] } }
            "b/n": { model: n, contextTokens: 100000, maxOutputTokens: 1000, prices: { source: list, periods: [{ input: 2, output: 2 }] } }
        """;

    private readonly ManualClock clock = new();
    private readonly SqliteBudgetStore store = new(new StateFile(null));

    public void Dispose() => store.Dispose();

    [Fact]
    public void Parallel_decisions_stay_within_the_limit_and_use_all_of_it()
    {
        // A call reserves 0.006 US dollars for both hops, or 0.002 for the first alone.
        var point = Point("limitUsd: 0.1");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromMinutes(15));
        var decisions = new Decision[200];
        Parallel.For(0, decisions.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, index =>
            decisions[index] = Decide(keeper, point, $"d{index}"));

        var reserved = decisions.Sum(decision => (decimal)decision.Budgets[0].Reserved);
        Assert.InRange(reserved, 0.098m, 0.1m);
        Assert.All(decisions.OfType<Denied>(), denied => Assert.Equal(DenialCode.BudgetExhausted, denied.Code));
    }

    [Fact]
    public void Outcomes_settle_hop_by_hop_and_free_the_rest()
    {
        var point = Point("limitUsd: 0.1");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromMinutes(15));
        Assert.Equal(2, Decide(keeper, point, "d").Chain.Length);

        keeper.Settle("d", 0, 0.0015, null, isLast: false);
        Assert.Equal((0.0, 0.006), Used(keeper, point));
        keeper.Settle("d", 1, 0.0025, null, isLast: true);
        Assert.Equal((0.004, 0.0), Used(keeper, point));
        keeper.Settle("d", 1, 0.0025, null, isLast: true);
        Assert.Equal((0.004, 0.0), Used(keeper, point));
    }

    [Fact]
    public void The_last_hop_of_the_chain_settles_whatever_its_verdict()
    {
        var point = Point("limitUsd: 0.1");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromMinutes(15));
        Decide(keeper, point, "d");
        keeper.Settle("d", 1, 0.001, null, isLast: false);

        Assert.Equal((0.001, 0.0), Used(keeper, point));
    }

    [Fact]
    public void Without_an_outcome_the_estimate_counts_after_the_timeout()
    {
        var point = Point("limitUsd: 0.1");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromMinutes(15));
        Decide(keeper, point, "d");
        clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal((0.0011, 0.0), Used(keeper, point));
    }

    [Fact]
    public void Spending_counts_in_the_window_of_its_decision()
    {
        var point = Point("limitUsd: 0.006");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromHours(24));
        Assert.IsType<Routed>(Decide(keeper, point, "d"));
        Assert.IsType<Denied>(Decide(keeper, point, "e"));

        clock.Advance(TimeSpan.FromMinutes(60));
        Assert.IsType<Routed>(Decide(keeper, point, "f"));
        keeper.Settle("d", 0, 0.002, null, isLast: true);
        Assert.Equal((0.0, 0.006), Used(keeper, point));
    }

    [Fact]
    public void A_decision_that_is_not_sent_or_not_carried_out_reserves_nothing()
    {
        var point = Point("limitUsd: 0.1");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromMinutes(15));
        Decide(keeper, point, "d");
        keeper.Release("d");
        Assert.Equal((0.0, 0.0), Used(keeper, point));

        Decide(keeper, point, "e", isSimulated: true);
        Assert.Equal((0.0, 0.0), Used(keeper, point));
    }

    [Fact]
    public void A_chain_that_was_carried_out_frees_the_hops_that_were_not_called()
    {
        var point = Point("limitUsd: 0.1");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromMinutes(15));
        Decide(keeper, point, "d");
        keeper.Settle("d", 0, 0.0015, null, isLast: false);
        keeper.Close("d");
        Assert.Equal((0.0015, 0.0), Used(keeper, point));

        Decide(keeper, point, "e");
        keeper.Close("e");
        Assert.Equal((0.0015, 0.0), Used(keeper, point));
    }

    [Fact]
    public void Outcomes_of_one_decision_that_arrive_at_once_all_count()
    {
        var point = Point("limitUsd: 1");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromMinutes(15));
        var ids = Enumerable.Range(0, 100).Select(index => $"d{index}").ToList();
        ids.ForEach(id => Decide(keeper, point, id));

        Parallel.ForEach(
            ids.SelectMany(id => new[] { (id, Hop: 0), (id, Hop: 1) }),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            one => keeper.Settle(one.id, one.Hop, 0.001, null, isLast: false));

        Assert.Equal((0.2, 0.0), Used(keeper, point));
    }

    [Fact]
    public void Requests_count_once_a_decision()
    {
        var point = Point("limitRequests: 2");
        var keeper = new BudgetKeeper(store, clock, TimeSpan.FromMinutes(15));
        Assert.IsType<Routed>(Decide(keeper, point, "d"));
        keeper.Settle("d", 0, null, null, isLast: false);
        keeper.Settle("d", 1, null, null, isLast: true);
        Assert.IsType<Routed>(Decide(keeper, point, "e"));
        Assert.IsType<Denied>(Decide(keeper, point, "f"));
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("allow")]
    public void A_lost_store_does_what_the_budget_says_and_is_reconciled(string onStoreLost)
    {
        using var server = RedisServer.TryStart();
        if (server is null)
        {
            return;
        }

        var point = Point($"limitUsd: 0.1, onStoreLost: {onStoreLost}");
        using var shared = new RedisBudgetStore(
            new RedisConnection(server.Configuration),
            new SqliteBudgetStore(new StateFile(null)),
            "one",
            TimeProvider.System);
        var keeper = new BudgetKeeper(shared, clock, TimeSpan.FromMinutes(15));
        Assert.Equal(0.006, Decide(keeper, point, "before").Budgets[0].Reserved);
        server.Kill();

        var decision = Decide(keeper, point, "while");
        if (onStoreLost == "deny")
        {
            Assert.Equal(DenialCode.BudgetUnknown, Assert.IsType<Denied>(decision).Code);
        }
        else
        {
            Assert.Equal(2, decision.Chain.Length);
            keeper.Settle("while", 0, 0.05, null, isLast: true);
        }

        Assert.NotNull(keeper.Problem);
        server.Start();
        var wanted = (onStoreLost == "deny" ? 0.0 : 0.05, 0.006);
        for (var wait = 0; wait < 100 && Used(keeper, point) != wanted; wait++)
        {
            Thread.Sleep(100);
            keeper.Reconcile();
        }

        Assert.Equal(wanted, Used(keeper, point));
        Assert.Null(keeper.Problem);
    }

    private Decision Decide(
        BudgetKeeper keeper,
        (CompiledPolicy Policy, PolicyDecisionPoint Point) point,
        string id,
        bool isSimulated = false)
    {
        var request = new DecisionRequest { Policy = "p", Estimate = new TokenCounts(1_000, null, 100) };
        var at = clock.GetUtcNow();
        var (answer, _, _) = keeper.Decide(
            point.Policy,
            request,
            at,
            isSimulated ? null : () => id,
            RouterState.Healthy,
            state => point.Point.Decide(request, Classification.Unknown, at, state));
        Assert.Empty(answer.Errors);
        return answer.Decision!;
    }

    /// <summary>Spent and reserved, as a decision sees it.</summary>
    private (double Spent, double Reserved) Used(BudgetKeeper keeper, (CompiledPolicy Policy, PolicyDecisionPoint Point) point)
    {
        var seen = RouterState.Healthy;
        var request = new DecisionRequest { Policy = "p", Estimate = new TokenCounts(1_000, null, 100) };
        keeper.Decide(point.Policy, request, clock.GetUtcNow(), null, RouterState.Healthy, state =>
        {
            seen = state;
            return point.Point.Decide(request, Classification.Unknown, clock.GetUtcNow(), state);
        });
        return (seen.Budgets["hourly"].Spent, seen.Budgets["hourly"].Reserved);
    }

    private static (CompiledPolicy Policy, PolicyDecisionPoint Point) Point(string limit)
    {
        var folder = PolicyFolder.Load(
            [
                new PolicyFile("catalog.yaml", Encoding.UTF8.GetBytes(Catalog)),
                new PolicyFile(
                    "p.yaml",
                    Encoding.UTF8.GetBytes($$"""
                        apiVersion: rulesrouter/v1
                        kind: RoutingPolicy
                        metadata: { name: p }
                        spec:
                          budgets: [{ id: hourly, {{limit}}, window: hour }]
                          rules: [{ id: default, select: { objective: price } }]
                        """)),
            ],
            "classifier");
        Assert.NotNull(folder.Set);
        return (folder.Set.Find("p")!, new PolicyDecisionPoint(folder.Set, new HeuristicClassifier(), new DecisionSettings()));
    }
}
