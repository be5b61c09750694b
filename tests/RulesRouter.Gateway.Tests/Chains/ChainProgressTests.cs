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

        var after = Started(plan).Failed(new(FailureClass.Timeout, Reached.Accepted), TimeSpan.FromMilliseconds(600), 0, _ => null);

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

    [Property(MaxTest = 3_000)]
    public Property Calls_stay_within_every_bound_and_a_hop_that_could_serve_is_called() => Prop.ForAll(
        Cases().ToArbitrary(),
        drawn =>
        {
            var elapsed = TimeSpan.Zero;
            var progress = ChainProgress.Start(drawn.Plan, hop => drawn.IsDown(hop, 0) ? "down" : null);
            int? failedAt = null;
            FailureClass? failed = null;
            var calls = 0;
            while (progress.Next is ChainStep.Call(var at, var wait))
            {
                var hop = drawn.Plan.Hops[at];
                elapsed += wait;
                Assert.False(drawn.IsDown(hop, calls), "a hop that is down was called");
                Assert.True(Fits(drawn.Plan, hop, elapsed, progress.SpentUsd), "a hop beyond a bound was called");
                Assert.True(failedAt is null || at == failedAt || (at > failedAt && hop.On.Contains(failed!.Value)), "wrong hop");
                Assert.True(wait <= drawn.Plan.Limits.MaxRetryWait);
                var (failure, takes) = drawn.Script[calls++ % drawn.Script.Length];
                if (failure is null)
                {
                    return true;
                }

                elapsed += takes;
                (failedAt, failed) = (at, failure.Class);
                progress = progress.Failed(failure, elapsed, 0.5, other => drawn.IsDown(other, calls) ? "down" : null);
                Assert.True(calls <= drawn.Plan.Hops.Length * (1 + drawn.Plan.Limits.Retries), "too many calls");
                Assert.True(progress.SpentUsd <= drawn.Plan.BudgetUsd, "the calls cost more than the bound");
                if (progress.Next is ChainStep.Stop { Reason: StopReason.NoFurtherHop })
                {
                    Assert.DoesNotContain(
                        drawn.Plan.Hops.Skip(at + 1),
                        later => later.On.Contains(failure.Class)
                            && !drawn.IsDown(later, calls)
                            && Fits(drawn.Plan, later, elapsed, progress.SpentUsd));
                }
                else if (progress.Next is ChainStep.Stop(var reason))
                {
                    Assert.True(
                        reason switch
                        {
                            StopReason.ContentSent => failure.Reached == Reached.Answering,
                            StopReason.InvalidRequest => failure.Class == FailureClass.InvalidRequest,
                            StopReason.NotRepeatable => !drawn.Plan.IsRepeatable && !failure.HadNoEffect,
                            StopReason.DeadlineExceeded => elapsed >= drawn.Plan.Total,
                            StopReason.NoFurtherHop => false,
                        },
                        $"stopped for {reason}");
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
               select new Drawn(
                   new ChainPlan([.. hops], budget, deadline, repeatable, new ChainLimits { Retries = retries }),
                   script,
                   down);
    }

    private static ChainProgress Started(params ChainHop[] hops) => Started(Plan(hops));

    private static ChainProgress Started(ChainPlan plan) => ChainProgress.Start(plan, _ => null);

    private static ChainPlan Plan(params ChainHop[] hops) => new([.. hops], double.PositiveInfinity, null, true, new ChainLimits());

    private static ChainProgress Failed(ChainProgress progress, FailureClass failed, Reached reached = Reached.Rejected) =>
        progress.Failed(new HopFailure(failed, reached), TimeSpan.Zero, 0, _ => null);

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

    /// <param name="Down">Bits: whether a provider is down after a number of calls.</param>
    internal sealed record Drawn(ChainPlan Plan, (HopFailure? Failure, TimeSpan Takes)[] Script, int Down)
    {
        public bool IsDown(ChainHop hop, int calls) => ((Down >> ((((string)hop.Endpoint.Id)[1] - '0' + (calls * 3)) % 20)) & 3) == 3;
    }
}
