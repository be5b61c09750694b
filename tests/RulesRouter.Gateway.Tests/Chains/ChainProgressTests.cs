using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Chains;
using RulesRouter.Requests;

namespace RulesRouter.Gateway.Tests.Chains;

/// <summary>The next step after a failure, by the rules of the fallback chain.</summary>
public sealed class ChainProgressTests
{
    private static readonly FailureClass[] Availability = [.. FailureClasses.Availability];

    [Fact]
    public void Failure_leads_to_the_first_later_hop_that_takes_it()
    {
        var progress = Started(Hop("a/x"), Hop("b/x", on: [FailureClass.Timeout]), Hop("c/x", on: Availability));

        Assert.Equal(new ChainStep.Call(2, TimeSpan.Zero), Failed(progress, FailureClass.RateLimited).Next);
        Assert.Equal(new ChainStep.Call(1, TimeSpan.Zero), Failed(progress, FailureClass.Timeout, Reached.Accepted).Next);
    }

    [Theory]
    [InlineData(FailureClass.InvalidRequest, Reached.Rejected, StopReason.InvalidRequest)]
    [InlineData(FailureClass.Unavailable, Reached.Answering, StopReason.ContentSent)]
    [InlineData(FailureClass.ContextOverflow, Reached.Rejected, StopReason.NoFurtherHop)]
    internal void No_hop_follows_a_failure_that_none_takes(FailureClass failed, Reached reached, StopReason reason) =>
        Assert.Equal(new ChainStep.Stop(reason), Failed(Started(Hop("a/x"), Hop("b/x", on: Availability)), failed, reached).Next);

    [Fact]
    public void Hop_that_cannot_answer_in_time_is_skipped_with_the_reason()
    {
        var plan = Plan(Hop("a/x", p99: 100), Hop("b/x", p99: 900, on: Availability), Hop("c/x", p99: 300, on: Availability)) with
        {
            Deadline = TimeSpan.FromSeconds(1),
        };

        var after = Started(plan).Failed(0, new(FailureClass.Timeout, Reached.Accepted), TimeSpan.FromMilliseconds(600), 0, _ => null);

        Assert.Equal(new ChainStep.Call(2, TimeSpan.Zero), after.Next);
        Assert.Equal(new SkippedHop(1, "its p99 of 900 ms exceeds the remaining 400 ms"), Assert.Single(after.Skipped));
    }

    [Fact]
    public void Timeout_counts_its_worst_case_and_a_rejection_nothing()
    {
        var plan = Plan(Hop("a/x", usd: 0.4), Hop("b/x", usd: 0.7, on: Availability)) with { BudgetUsd = 1 };

        var timedOut = Failed(Started(plan), FailureClass.Timeout, Reached.Accepted);
        var rejected = Failed(Started(plan), FailureClass.RateLimited);

        Assert.Equal(0.4, timedOut.SpentUsd);
        Assert.Equal(new SkippedHop(1, "its worst case of $0.7 exceeds the remaining $0.6"), Assert.Single(timedOut.Skipped));
        Assert.Equal(new ChainStep.Call(1, TimeSpan.Zero), rejected.Next);
    }

    [Fact]
    public void Hop_that_went_down_since_the_decision_is_skipped()
    {
        var progress = Started(Hop("a/x"), Hop("b/x", on: Availability), Hop("c/x", on: Availability));

        var after = progress.Failed(
            0,
            new(FailureClass.Unavailable, Reached.Rejected),
            TimeSpan.Zero,
            0,
            hop => hop.Endpoint.Id == "b/x" ? "down" : null);

        Assert.Equal(new ChainStep.Call(2, TimeSpan.Zero), after.Next);
    }

    [Fact]
    public void Last_hop_is_called_again_after_the_wait_that_it_asks_for()
    {
        var again = Started(Hop("a/x")).Failed(
            0,
            new(FailureClass.RateLimited, Reached.Rejected, TimeSpan.FromSeconds(2)),
            TimeSpan.Zero,
            0.5,
            _ => null);

        Assert.Equal(new ChainStep.Call(0, TimeSpan.FromSeconds(2)), again.Next);
        Assert.Equal(new ChainStep.Stop(StopReason.NoFurtherHop), Failed(again, FailureClass.RateLimited).Next);
    }

    [Theory]
    [InlineData(FailureClass.RateLimited, 60, null, false)]
    [InlineData(FailureClass.RateLimited, null, false, false)]
    [InlineData(FailureClass.Authentication, null, null, false)]
    [InlineData(FailureClass.Authentication, null, true, true)]
    [InlineData(FailureClass.Unavailable, null, null, true)]
    public void Upstream_decides_whether_and_when_it_is_called_again(FailureClass failed, int? after, bool? should, bool again) =>
        Assert.Equal(
            again,
            Started(Hop("a/x")).Failed(
                0,
                new(failed, Reached.Rejected, after is { } seconds ? TimeSpan.FromSeconds(seconds) : null, should),
                TimeSpan.Zero,
                0,
                _ => null).Next is ChainStep.Call);

    [Theory]
    [InlineData(FailureClass.RateLimited, Reached.Rejected, true)]
    [InlineData(FailureClass.Unavailable, Reached.NotSent, true)]
    [InlineData(FailureClass.Unavailable, Reached.Rejected, false)]
    [InlineData(FailureClass.Timeout, Reached.Accepted, false)]
    internal void Request_with_effects_is_repeated_only_if_it_had_none(FailureClass failed, Reached reached, bool goesOn) =>
        Assert.Equal(
            goesOn,
            Failed(Started(Plan(Hop("a/x"), Hop("b/x", on: Availability)) with { IsRepeatable = false }), failed, reached).Next
                is ChainStep.Call);

    [Fact]
    public void Slow_hop_gets_a_second_beside_it_within_the_bounds_of_both()
    {
        var hops = new[] { Hop("a/x", usd: 0.4), Hop("b/x", usd: 0.7, on: Availability), Hop("c/x", usd: 0.5, on: Availability) };

        var hedged = Started(Plan(hops) with { BudgetUsd = 1 }).Hedged(TimeSpan.FromSeconds(1), _ => null);
        var bounded = Started(Plan(hops) with { BudgetUsd = 0.8 }).Hedged(TimeSpan.FromSeconds(1), _ => null);
        var effects = Started(Plan(hops) with { IsRepeatable = false }).Hedged(TimeSpan.FromSeconds(1), _ => null);

        Assert.Equal((new ChainStep.Call(0, TimeSpan.Zero), 2), (hedged.Next, hedged.Beside));
        Assert.Null(bounded.Beside);
        Assert.Null(effects.Beside);
    }

    [Fact]
    public void Call_that_fails_beside_another_leaves_the_other_and_what_follows_them_both()
    {
        var started = Started(
            Hop("a/x"),
            Hop("b/x", on: [FailureClass.ContextOverflow]),
            Hop("c/x", on: Availability),
            Hop("d/x", on: Availability));
        var hedged = started.Hedged(TimeSpan.FromSeconds(1), _ => null);

        var first = hedged.Failed(0, new(FailureClass.ContextOverflow, Reached.Rejected), TimeSpan.FromSeconds(2), 0, _ => null);
        var second = first.Failed(2, new(FailureClass.InvalidRequest, Reached.Rejected), TimeSpan.FromSeconds(3), 0, _ => null);
        var other = first.Failed(2, new(FailureClass.Unavailable, Reached.Rejected), TimeSpan.FromSeconds(3), 0, _ => null);

        Assert.Equal((new ChainStep.Call(2, TimeSpan.Zero), (int?)null), (first.Next, first.Beside));
        Assert.Equal(new ChainStep.Stop(StopReason.InvalidRequest), second.Next);
        Assert.Equal(new ChainStep.Call(1, TimeSpan.Zero), other.Next);
    }

    [Property(MaxTest = 10_000)]
    public Property Calls_stay_within_every_bound_and_a_hop_that_could_serve_is_called() => Prop.ForAll(
        Cases().ToArbitrary(),
        drawn =>
        {
            var elapsed = TimeSpan.Zero;
            var progress = ChainProgress.Start(drawn.Plan, hop => drawn.IsDown(hop, 0) ? "down" : null);
            var failures = new List<(int Hop, FailureClass Class)>();
            var called = new HashSet<int>();
            int? underWay = null;
            var calls = 0;
            while (progress.Next is ChainStep.Call(var at, var wait))
            {
                var plan = drawn.Plan;
                if (at != underWay)
                {
                    elapsed += wait;
                    Check(at, progress.SpentUsd);
                }

                if (drawn.Hedges)
                {
                    progress = progress.Hedged(elapsed, other => drawn.IsDown(other, calls) ? "down" : null);
                }

                if (progress.Beside is { } beside)
                {
                    Assert.True(plan.IsRepeatable, "a request with effects was sent twice");
                    Assert.Contains(FailureClass.Timeout, plan.Hops[beside].On);
                    Assert.DoesNotContain(beside, called);
                    Assert.False(drawn.IsDown(plan.Hops[beside], calls), "a hop that is down was called");
                    Assert.True(
                        Fits(plan, plan.Hops[beside], elapsed, Usd.Sum(progress.SpentUsd, plan.Hops[at].WorstCaseUsd ?? 0)),
                        "two calls together are beyond a bound");
                    called.Add(beside);
                }

                called.Add(at);
                var (failure, takes) = drawn.Script[calls++ % drawn.Script.Length];
                if (failure is null)
                {
                    return true;
                }

                elapsed += takes;
                var failing = progress.Beside is { } other1 && calls % 2 == 0 ? other1 : at;
                var left = progress.Beside is null ? (int?)null : failing == at ? progress.Beside : at;
                if (underWay is null)
                {
                    // What failed before has led here, or to a retry.
                    failures.Clear();
                }

                failures.Add((failing, failure.Class));
                progress = progress.Failed(failing, failure, elapsed, 0.5, hop => drawn.IsDown(hop, calls) ? "down" : null);
                Assert.True(calls <= 2 * plan.Hops.Length * (1 + plan.Limits.Retries), "too many calls");
                Assert.True(progress.SpentUsd <= plan.BudgetUsd, "the calls cost more than the bound");
                if (left is not null && failure.Reached != Reached.Answering)
                {
                    Assert.Equal(new ChainStep.Call(left.Value, TimeSpan.Zero), progress.Next);
                    underWay = left;
                    continue;
                }

                underWay = null;
                if (progress.Next is ChainStep.Stop { Reason: StopReason.NoFurtherHop })
                {
                    Assert.DoesNotContain(
                        plan.Hops.Select((hop, index) => (hop, index)),
                        later => failures.Exists(one => later.index > one.Hop && later.hop.On.Contains(one.Class))
                            && !called.Contains(later.index)
                            && !drawn.IsDown(later.hop, calls)
                            && Fits(plan, later.hop, elapsed, progress.SpentUsd));
                }
                else if (progress.Next is ChainStep.Stop(var reason))
                {
                    Assert.True(
                        reason switch
                        {
                            StopReason.ContentSent => failure.Reached == Reached.Answering,
                            StopReason.InvalidRequest => failure.Class == FailureClass.InvalidRequest,
                            StopReason.NotRepeatable => !plan.IsRepeatable && !failure.HadNoEffect,
                            StopReason.DeadlineExceeded => elapsed >= plan.Total,
                            StopReason.NoFurtherHop => false,
                        },
                        $"stopped for {reason}");
                }

                void Check(int index, double spent)
                {
                    var hop = plan.Hops[index];
                    Assert.False(drawn.IsDown(hop, calls), "a hop that is down was called");
                    Assert.True(Fits(plan, hop, elapsed, spent), "a hop beyond a bound was called");
                    Assert.True(
                        failures.Count == 0
                            || failures.Exists(one => index == one.Hop || (index > one.Hop && hop.On.Contains(one.Class))),
                        "wrong hop");
                    Assert.True(wait <= plan.Limits.MaxRetryWait);
                }
            }

            return true;
        });

    private static bool Fits(ChainPlan plan, ChainHop hop, TimeSpan elapsed, double spent) =>
        (plan.Deadline is null || elapsed + hop.LatencyP99 <= plan.Total)
        && (double.IsInfinity(plan.BudgetUsd) || Usd.Sum(spent, hop.WorstCaseUsd ?? double.NaN) <= plan.BudgetUsd);

    private static Gen<Drawn> Cases()
    {
        var classes = Gen.Elements(Enum.GetValues<FailureClass>()).ArrayOf(4);
        var figure = Gen.Frequency((4, Gen.Choose(0, 8).Select(number => (double?)number)), (1, Gen.Constant((double?)null)));
        var hop = from id in Gen.Choose(0, 4)
                  from takes in classes
                  from usd in figure
                  from seconds in figure
                  select new ChainHop(Endpoint($"p{id}/m"), [.. takes], usd, seconds is { } s ? TimeSpan.FromSeconds(s) : null, null);
        var failure = from one in Gen.Elements(Enum.GetValues<FailureClass>())
                      from reached in Gen.Frequency(
                          (9, Gen.Elements(Reached.NotSent, Reached.Rejected, Reached.Accepted)),
                          (1, Gen.Constant(Reached.Answering)))
                      from after in figure
                      from should in Gen.Elements<bool?>(null, true, false)
                      from takes in Gen.Choose(0, 3_000)
                      from succeeds in Gen.Choose(0, 5)
                      select (
                          succeeds == 0
                              ? null
                              : new HopFailure(one, reached, after is { } s ? TimeSpan.FromSeconds(s) : null, should),
                          TimeSpan.FromMilliseconds(takes));
        return from count in Gen.Choose(1, 6)
               from hops in hop.ArrayOf(count)
               from budget in Gen.Frequency((1, Gen.Constant(double.PositiveInfinity)), (1, Gen.Choose(0, 20).Select(usd => (double)usd)))
               from deadline in Gen.Frequency(
                   (1, Gen.Constant<TimeSpan?>(null)),
                   (1, Gen.Choose(0, 12).Select(s => (TimeSpan?)TimeSpan.FromSeconds(s))))
               from repeatable in Gen.Elements(true, true, false)
               from retries in Gen.Choose(0, 2)
               from script in failure.ArrayOf(12)
               from down in Gen.Choose(0, 1 << 20)
               from hedges in Gen.Elements(true, false)
               select new Drawn(
                   new ChainPlan([.. hops], budget, deadline, repeatable, new ChainLimits { Retries = retries }),
                   script,
                   down,
                   hedges);
    }

    private static ChainProgress Started(params ChainHop[] hops) => Started(Plan(hops));

    private static ChainProgress Started(ChainPlan plan) => ChainProgress.Start(plan, _ => null);

    private static ChainPlan Plan(params ChainHop[] hops) => new([.. hops], double.PositiveInfinity, null, true, new ChainLimits());

    private static ChainProgress Failed(ChainProgress progress, FailureClass failed, Reached reached = Reached.Rejected) =>
        progress.Failed(((ChainStep.Call)progress.Next).Hop, new HopFailure(failed, reached), TimeSpan.Zero, 0, _ => null);

    private static ChainHop Hop(string id, double? usd = null, double? p99 = null, params FailureClass[] on) =>
        new(Endpoint(id), [.. on], usd, p99 is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null, null);

    private static Endpoint Endpoint(string id)
    {
        var (provider, model) = (id.Split('/')[0], id.Split('/')[1]);
        return new Endpoint
        {
            Id = EndpointId.Parse(id),
            Provider = new Provider(provider, provider, [], provider, ComplianceFacts.Unknown),
            Model = new Model(model, model, null, null, []),
            FailureDomain = provider,
        };
    }

    /// <param name="Hedges">A second hop is called whenever one may be.</param>
    /// <param name="Down">Bits: whether a provider is down after a number of calls.</param>
    internal sealed record Drawn(ChainPlan Plan, (HopFailure? Failure, TimeSpan Takes)[] Script, int Down, bool Hedges)
    {
        public bool IsDown(ChainHop hop, int calls) => ((Down >> ((((string)hop.Endpoint.Id)[1] - '0' + (calls * 3)) % 20)) & 3) == 3;
    }
}
