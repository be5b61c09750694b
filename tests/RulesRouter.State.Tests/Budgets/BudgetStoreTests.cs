using RulesRouter.State.Budgets;
using RulesRouter.State.Stores;

namespace RulesRouter.State.Tests.Budgets;

/// <summary>What every store does: a file that several processes share, and Redis.</summary>
public sealed class BudgetStoreTests
{
    private const string Key = "Usd|p/month|1|team-a";

    public static TheoryData<string> Kinds => ["file", "redis"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Parallel_reservations_never_exceed_the_limit(string kind) => With(kind, fixture =>
    {
        using var one = fixture.Open();
        using var other = fixture.Open();
        var admitted = 0;
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 16 }, index =>
        {
            var store = index % 2 == 0 ? one : other;
            if (store.TryReserve([Charge($"d{index}", 7)], fixture.Clock.GetUtcNow()))
            {
                Interlocked.Increment(ref admitted);
            }
        });

        Assert.Equal(14, admitted);
        Assert.Equal(new BudgetTotals(0, 98), one.Read([Key], fixture.Clock.GetUtcNow())[0]);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Settling_frees_what_was_not_spent_and_counts_once(string kind) => With(kind, fixture =>
    {
        using var store = fixture.Open();
        var now = fixture.Clock.GetUtcNow();
        Assert.True(store.TryReserve([Charge("d", 90)], now));
        Assert.False(store.TryReserve([Charge("e", 20)], now));

        var settled = Assert.Single(store.Find("d")) with { Spent = 30 };
        store.Put(settled, now);
        store.Put(settled, now);

        Assert.Equal(new BudgetTotals(30, 0), store.Read([Key], now)[0]);
        Assert.True(store.TryReserve([Charge("e", 20)], now));
        store.Put(settled with { Spent = 35 }, now);
        Assert.Equal(new BudgetTotals(35, 20), store.Read([Key], now)[0]);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reservation_of_a_crashed_process_is_settled_at_its_estimate(string kind) => With(kind, fixture =>
    {
        using (var crashed = fixture.Open())
        {
            Assert.True(crashed.TryReserve([Charge("d", 90)], fixture.Clock.GetUtcNow()));
        }

        using var other = fixture.Open();
        Assert.Equal(new BudgetTotals(0, 90), other.Read([Key], fixture.Clock.GetUtcNow())[0]);
        fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(new BudgetTotals(12, 0), other.Read([Key], fixture.Clock.GetUtcNow())[0]);

        // A late outcome corrects the estimate.
        other.Put(Assert.Single(other.Find("d")) with { Spent = 50 }, fixture.Clock.GetUtcNow());
        Assert.Equal(new BudgetTotals(50, 0), other.Read([Key], fixture.Clock.GetUtcNow())[0]);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hops_that_are_settled_at_once_all_count(string kind) => With(kind, fixture =>
    {
        using var one = fixture.Open();
        using var other = fixture.Open();
        var now = fixture.Clock.GetUtcNow();
        var second = Key + "-other";
        for (var round = 0; round < 20; round++)
        {
            var id = $"d{round}";
            var charges = new[] { Key, second }
                .Select(key => Charge(id, 4) with { Key = key, Limit = long.MaxValue, Hops = BudgetCharge.Unreported(8) });
            Assert.True(one.TryReserve([.. charges], now));
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, hop =>
                (hop % 2 == 0 ? one : other).Change(id, charge => charge.Settled(hop, 1L << hop, isLast: false), now));
            Assert.All(one.Find(id), charge => Assert.Equal(255, charge.Spent));
        }

        Assert.Equal([new BudgetTotals(5_100, 0), new BudgetTotals(5_100, 0)], other.Read([Key, second], now).ToArray());
    });

    [Fact]
    public void A_hop_settled_without_the_server_is_added_to_those_that_others_settled() => With("redis", fixture =>
    {
        var now = fixture.Clock.GetUtcNow();
        using var store = (RedisBudgetStore)fixture.Open("one");
        using var other = fixture.Open("other");
        Assert.True(store.TryReserve([Charge("a", 90) with { Hops = BudgetCharge.Unreported(3) }], now));
        other.Change("a", charge => charge.Settled(0, 5, isLast: false), now);
        fixture.Redis!.Pause();
        Assert.Throws<StoreLostException>(() => store.Change("a", charge => charge.Settled(1, 7, isLast: true), now));
        fixture.Redis.Continue();

        Eventually(() =>
        {
            store.Reconcile(now);
            return store.Read([Key], now)[0] == new BudgetTotals(12, 0);
        });
        other.Change("a", charge => charge.Settled(2, 1, isLast: false), now);
        store.Reconcile(now);
        Assert.Equal(new BudgetTotals(13, 0), other.Read([Key], now)[0]);
        Assert.Equal("-1:3;0:5;1:7;2:1", Assert.Single(store.Find("a")).Hops);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Spending_survives_a_restart(string kind) => With(kind, fixture =>
    {
        using (var before = fixture.Open("one"))
        {
            Assert.True(before.TryReserve([Charge("d", 60)], fixture.Clock.GetUtcNow()));
            before.Put(Charge("d", 60) with { Spent = 55 }, fixture.Clock.GetUtcNow());
        }

        using var after = fixture.Open("one");
        Assert.Equal(new BudgetTotals(55, 0), after.Read([Key], fixture.Clock.GetUtcNow())[0]);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void All_budgets_of_a_decision_are_reserved_or_none(string kind) => With(kind, fixture =>
    {
        using var store = fixture.Open();
        var now = fixture.Clock.GetUtcNow();
        var other = Key + "-other";
        Assert.True(store.TryReserve([Charge("d", 95) with { Key = other }], now));

        Assert.False(store.TryReserve([Charge("e", 10), Charge("e", 10) with { Key = other }], now));

        Assert.Equal([default, new BudgetTotals(0, 95)], store.Read([Key, other], now).ToArray());
        Assert.Empty(store.Find("e"));
    });

    [Fact]
    public void Reservations_by_shared_stores_fail_at_once_while_the_server_is_gone() => With("redis", fixture =>
    {
        using var store = fixture.Open();
        Assert.True(store.TryReserve([Charge("d", 10)], fixture.Clock.GetUtcNow()));
        fixture.Redis!.Kill();

        Assert.Throws<StoreLostException>(() => store.TryReserve([Charge("e", 10)], fixture.Clock.GetUtcNow()));
        Assert.NotNull(store.Problem);
    });

    [Fact]
    public void A_server_that_lost_its_data_gets_the_ledgers_of_all_instances_once() => With("redis", fixture =>
    {
        var now = fixture.Clock.GetUtcNow();
        using var one = fixture.Open("one");
        using var other = fixture.Open("other");
        Assert.True(one.TryReserve([Charge("a", 30)], now));
        one.Put(Charge("a", 30) with { Spent = 25 }, now);
        Assert.True(other.TryReserve([Charge("b", 40)], now));
        fixture.Redis!.Kill();
        fixture.Redis.Start();

        // What each instance knows is there once it reads; nothing is there twice.
        Eventually(() => one.Read([Key], now)[0].Spent == 25);
        Eventually(() => other.Read([Key], now)[0] == new BudgetTotals(25, 40));
        Assert.Equal(new BudgetTotals(25, 40), one.Read([Key], now)[0]);
        Assert.False(one.TryReserve([Charge("c", 36)], now));
        Assert.True(one.TryReserve([Charge("c", 35)], now));
    });

    [Fact]
    public void Spending_without_the_server_is_added_when_it_is_back() => With("redis", fixture =>
    {
        var now = fixture.Clock.GetUtcNow();
        using var store = (RedisBudgetStore)fixture.Open("one");
        Assert.True(store.TryReserve([Charge("a", 10)], now));
        fixture.Redis!.Kill();
        Assert.Throws<StoreLostException>(() => store.Put(Charge("b", 50), now));
        Assert.Throws<StoreLostException>(() => store.Put(Charge("b", 50) with { Spent = 44 }, now));
        Assert.Throws<StoreLostException>(() => store.Put(Charge("a", 10) with { Spent = 9 }, now));
        fixture.Redis.Start();

        Eventually(() =>
        {
            store.Reconcile(now);
            return store.Read([Key], now)[0] == new BudgetTotals(53, 0);
        });
        store.Reconcile(now);
        Assert.Equal(new BudgetTotals(53, 0), store.Read([Key], now)[0]);
    });

    /// <summary>One decided without the server, one settled in part without it, and one that the server settles by itself.</summary>
    [Fact]
    public void Charges_that_expire_while_the_server_is_gone_are_added_at_their_estimates() => With("redis", fixture =>
    {
        var now = fixture.Clock.GetUtcNow();
        using var store = (RedisBudgetStore)fixture.Open("one");
        Assert.True(store.TryReserve([Charge("settled in part", 30) with { Hops = BudgetCharge.Unreported(3) }], now));
        Assert.True(store.TryReserve([Charge("known", 30)], now));
        fixture.Redis!.Pause();
        Assert.Throws<StoreLostException>(() => store.Put(Charge("unknown", 30), now));
        Assert.Throws<StoreLostException>(
            () => store.Change("settled in part", charge => charge.Settled(0, 5, isLast: false), now));
        fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        now = fixture.Clock.GetUtcNow();
        store.Reconcile(now);
        fixture.Redis.Continue();

        Eventually(() =>
        {
            store.Reconcile(now);
            return store.Read([Key], now)[0] == new BudgetTotals(12 + 12 + 5, 0);
        });
        store.Reconcile(now);
        Assert.Equal(new BudgetTotals(12 + 12 + 5, 0), store.Read([Key], now)[0]);
        Assert.Equal(
            [12L, 12, 5],
            new[] { "known", "unknown", "settled in part" }.Select(id => Assert.Single(store.Find(id)).Spent!.Value));
    });

    [Fact]
    public void An_outcome_that_comes_before_the_charge_of_an_outage_is_added_counts() => With("redis", fixture =>
    {
        var now = fixture.Clock.GetUtcNow();
        using var store = (RedisBudgetStore)fixture.Open("one");
        Assert.Equal(default, store.Read([Key], now)[0]);
        fixture.Redis!.Pause();

        // After a failure the next call fails without a message to the server, which would act on it later.
        Assert.Throws<StoreLostException>(() => store.Read([Key], now));
        Assert.Throws<StoreLostException>(() => store.Put(Charge("a", 30) with { Hops = BudgetCharge.Unreported(1) }, now));
        fixture.Redis.Continue();
        Eventually(() => store.Read([Key], now)[0] == default);

        store.Change("a", charge => charge.Settled(0, 7, isLast: true), now);
        store.Reconcile(now);

        Assert.Equal(new BudgetTotals(7, 0), store.Read([Key], now)[0]);
        Assert.Equal(7, Assert.Single(store.Find("a")).Spent);
    });

    /// <summary>One instance decides without the server, and the outcome is reported to the other one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_outcome_reported_to_another_instance_during_an_outage_counts_at_its_cost(bool isExpired) => With("redis", fixture =>
    {
        var now = fixture.Clock.GetUtcNow();
        using var one = (RedisBudgetStore)fixture.Open("one");
        using var other = (RedisBudgetStore)fixture.Open("other");
        Assert.Equal(default, one.Read([Key], now)[0]);
        Assert.Equal(default, other.Read([Key], now)[0]);
        fixture.Redis!.Pause();
        Assert.Throws<StoreLostException>(() => one.Put(Charge("a", 30) with { Hops = BudgetCharge.Unreported(1) }, now));
        Assert.Throws<StoreLostException>(() => other.Change("a", charge => charge.Settled(0, 7, isLast: true), now));
        if (isExpired)
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(11));
            now = fixture.Clock.GetUtcNow();
            one.Reconcile(now);
        }

        fixture.Redis.Continue();
        Eventually(() =>
        {
            // The one that has the outcome is first, and has to wait for the charge.
            other.Reconcile(now);
            one.Reconcile(now);
            return one.Read([Key], now)[0] == new BudgetTotals(7, 0);
        });
        other.Reconcile(now);
        Assert.Equal(new BudgetTotals(7, 0), other.Read([Key], now)[0]);
    });

    private static void With(string kind, Action<StoreFixture> test)
    {
        using var fixture = StoreFixture.Of(kind);
        if (fixture is not null)
        {
            test(fixture);
        }
    }

    /// <summary>Within ten seconds; a store that cannot be reached yet is tried again.</summary>
    private static void Eventually(Func<bool> holds)
    {
        for (var wait = 0; wait < 100; wait++)
        {
            try
            {
                if (holds())
                {
                    return;
                }
            }
            catch (StoreLostException)
            {
                // Tried again.
            }

            Thread.Sleep(100);
        }

        Assert.True(holds());
    }

    private static BudgetCharge Charge(string decision, long reserved) =>
        new(decision, Key, reserved, 12, null, new DateTimeOffset(2026, 9, 1, 12, 10, 0, TimeSpan.Zero)) { Limit = 100 };
}
