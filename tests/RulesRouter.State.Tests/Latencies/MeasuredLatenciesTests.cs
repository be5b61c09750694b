using RulesRouter.Requests;
using RulesRouter.State.Latencies;
using RulesRouter.State.Tests.Budgets;

namespace RulesRouter.State.Tests.Latencies;

public sealed class MeasuredLatenciesTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void Timeouts_count_as_at_least_their_duration()
    {
        var latencies = Measured(40, new HopReport("a/m", FailureClass.Timeout, null, 9_000, null));

        Assert.InRange(latencies.Published["a/m"].TtftP50Ms!.Value, 9_000, 9_500);
        Assert.InRange(latencies.Published["a/m"].TtftP99Ms!.Value, 9_000, 9_500);
        Assert.Null(latencies.Published["a/m"].TokensPerSecondP50);
    }

    [Fact]
    public void Splits_an_answer_into_first_token_and_speed()
    {
        var measured = Measured(30, new HopReport("a/m", null, 400, 2_400, 100)).Published["a/m"];

        Assert.InRange(measured.TtftP50Ms!.Value, 400, 420);
        Assert.InRange(measured.TokensPerSecondP50!.Value, 47, 50);
    }

    [Fact]
    public void Too_few_calls_leave_the_figure_of_the_catalog() =>
        Assert.Empty(Measured(19, new HopReport("a/m", null, 400, 2_400, 100)).Published);

    [Fact]
    public void Old_calls_are_forgotten()
    {
        var latencies = Measured(40, new HopReport("a/m", FailureClass.Timeout, null, 9_000, null));
        clock.Advance(TimeSpan.FromMinutes(11));
        latencies.Publish();

        Assert.Empty(latencies.Published);
    }

    [Fact]
    public void Newer_calls_outweigh_older_ones()
    {
        var latencies = Measured(40, new HopReport("a/m", null, 5_000, null, null));
        clock.Advance(TimeSpan.FromMinutes(30));
        for (var call = 0; call < 40; call++)
        {
            latencies.Report(new HopReport("a/m", null, 300, null, null));
        }

        latencies.Publish();
        Assert.InRange(latencies.Published["a/m"].TtftP50Ms!.Value, 300, 320);
        Assert.InRange(latencies.Published["a/m"].TtftP99Ms!.Value, 5_000, 5_300);
    }

    [Fact]
    public void Failures_other_than_timeouts_say_nothing_about_speed() =>
        Assert.Empty(Measured(40, new HopReport("a/m", FailureClass.Unavailable, null, 3, null)).Published);

    [Fact]
    public void An_unchanged_state_stays_the_same_object()
    {
        var latencies = Measured(40, new HopReport("a/m", null, 400, 2_400, 100));
        var before = latencies.Published;
        latencies.Report(new HopReport("a/m", null, 400, 2_400, 100));
        latencies.Publish();

        Assert.Same(before, latencies.Published);
    }

    private MeasuredLatencies Measured(int calls, HopReport report)
    {
        var latencies = new MeasuredLatencies(new LatencySettings(), clock);
        for (var call = 0; call < calls; call++)
        {
            latencies.Report(report);
        }

        latencies.Publish();
        return latencies;
    }
}
