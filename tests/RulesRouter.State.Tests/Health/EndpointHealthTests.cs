using RulesRouter.Requests;
using RulesRouter.State.Health;
using RulesRouter.State.Stores;
using RulesRouter.State.Tests.Budgets;

namespace RulesRouter.State.Tests.Health;

public sealed class EndpointHealthTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly StateFile file = new(null);

    public void Dispose() => file.Dispose();

    [Fact]
    public void Opens_after_enough_failures_and_closes_after_a_call_that_answers()
    {
        var health = new EndpointHealth(new HealthSettings(), new ManualStateStore(file), clock);
        Fail(health, "a/m", 9);
        Assert.Empty(health.Excluded());

        Fail(health, "a/m", 1);
        Assert.Equal(
            "circuit open until 2026-09-01T12:00:30Z: too many calls failed",
            Assert.Single(health.Excluded(), pair => pair.Key == "a/m").Value);

        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(health.Excluded());
        Fail(health, "a/m", 1);
        Assert.Single(health.Excluded());

        clock.Advance(TimeSpan.FromSeconds(30));
        health.Report(new HopReport("a/m", null, null, 100, 10));
        Assert.Empty(health.Excluded());
        Fail(health, "a/m", 9);
        Assert.Empty(health.Excluded());
    }

    [Fact]
    public void Failures_that_say_nothing_about_the_endpoint_do_not_open_it()
    {
        var health = new EndpointHealth(new HealthSettings(), new ManualStateStore(file), clock);
        for (var call = 0; call < 50; call++)
        {
            health.Report(new HopReport("a/m", FailureClass.RejectedOutput, null, 100, 10));
            health.Report(new HopReport("a/m", FailureClass.InvalidRequest, null, 100, null));
        }

        Assert.Empty(health.Excluded());
    }

    [Fact]
    public void A_person_takes_an_endpoint_out_until_a_time()
    {
        var health = new EndpointHealth(new HealthSettings(), new ManualStateStore(file), clock);
        health.Set(new ManualState("a/m", IsUp: false, clock.GetUtcNow().AddMinutes(5), "maintenance"));

        Assert.Equal("taken out until 2026-09-01T12:05:00Z: maintenance", health.Excluded()["a/m"]);
        Assert.Single(health.Manual);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(health.Excluded());
        Assert.Empty(health.Manual);
    }

    [Fact]
    public void A_person_puts_an_endpoint_back_in_whose_circuit_is_open()
    {
        var health = new EndpointHealth(new HealthSettings(), new ManualStateStore(file), clock);
        Fail(health, "a/m", 10);
        health.Set(new ManualState("a/m", IsUp: true, null, ""));

        Assert.Empty(health.Excluded());
    }

    [Fact]
    public void States_that_were_set_survive_a_restart_and_reach_other_instances()
    {
        var one = new EndpointHealth(new HealthSettings(), new ManualStateStore(file), clock);
        var other = new EndpointHealth(new HealthSettings(), new ManualStateStore(file), clock);
        one.Set(new ManualState("a", IsUp: false, clock.GetUtcNow().AddHours(1), "outage"));

        other.Refresh();
        Assert.Equal("taken out until 2026-09-01T13:00:00Z: outage", other.Excluded()["a"]);
        Assert.Equal(one.Manual.ToArray(), new EndpointHealth(new HealthSettings(), new ManualStateStore(file), clock).Manual.ToArray());
    }

    private static void Fail(EndpointHealth health, string endpoint, int times)
    {
        for (var call = 0; call < times; call++)
        {
            health.Report(new HopReport(endpoint, FailureClass.Unavailable, null, null, null));
        }
    }

    [Fact]
    public void A_state_that_a_person_sets_is_known_on_other_machines_and_survives_the_loss_of_Redis()
    {
        using var redis = RedisServer.TryStart();
        if (redis is null)
        {
            return;
        }

        using var one = new Machine(redis, clock);
        using var other = new Machine(redis, clock);
        one.Health.Set(new ManualState("a", IsUp: false, clock.GetUtcNow().AddHours(1), "taken  out by: me"));
        other.Health.Refresh();
        Assert.Equal("taken out until 2026-09-01T13:00:00Z: taken  out by: me", other.Health.Excluded()["a"]);

        // Without Redis it stays, and another one that is set counts where it is set.
        redis.Kill();
        other.Health.Set(new ManualState("b/n", IsUp: false, null, ""));
        one.Health.Refresh();
        Assert.Equal(["a", "b/n"], other.Health.Excluded().Keys);
        Assert.Equal(["a"], one.Health.Excluded().Keys);

        // Redis is empty now: it gets both again, and the later state of an endpoint counts.
        redis.Start();
        clock.Advance(TimeSpan.FromSeconds(1));
        other.Health.Set(new ManualState("a", IsUp: true, null, "back"));
        Eventually(() =>
        {
            other.Health.Refresh();
            one.Health.Refresh();
            return one.Health.Excluded().Keys.SequenceEqual(["b/n"]);
        });
        Assert.Equal(other.Health.Manual.ToArray(), one.Health.Manual.ToArray());
    }

    [Fact]
    public void A_state_set_later_counts_even_where_the_clock_was_ahead_before()
    {
        var store = new ManualStateStore(file);
        store.Set(new ManualState("a/m", IsUp: false, null, "by a clock that was ahead"), clock.GetUtcNow().AddDays(1));
        store.Set(new ManualState("a/m", IsUp: true, null, ""), clock.GetUtcNow());

        Assert.True(Assert.Single(store.All()).State.IsUp);
        store.TakeOver([new DatedState(new ManualState("a/m", IsUp: false, null, "earlier"), clock.GetUtcNow().ToUnixTimeMilliseconds())]);
        Assert.True(Assert.Single(store.All()).State.IsUp);
    }

    /// <summary>Within ten seconds.</summary>
    private static void Eventually(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, TimeSpan.FromSeconds(10)));

    /// <summary>What an instance with a file of its own knows.</summary>
    private sealed class Machine : IDisposable
    {
        private readonly StateFile file = new(null);
        private readonly RedisConnection connection;

        public Machine(RedisServer redis, TimeProvider clock)
        {
            connection = new RedisConnection(redis.Configuration);
            var store = new ManualStateStore(file);
            Health = new EndpointHealth(new HealthSettings(), store, clock, new ManualStateExchange(connection, store));
        }

        public EndpointHealth Health { get; }

        public void Dispose()
        {
            connection.Dispose();
            file.Dispose();
        }
    }
}
