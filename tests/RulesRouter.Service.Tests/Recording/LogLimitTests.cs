using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Tests.Recording;

public sealed class LogLimitTests
{
    private readonly SteppedClock clock = new();
    private readonly LogLimit limit;

    public LogLimitTests() => limit = new LogLimit(TimeSpan.FromMinutes(1), clock);

    [Fact]
    public void Messages_that_alternate_pass_once_per_interval()
    {
        Assert.Equal(["a", "b"], Passed("a", "b", "a", "b", "a"));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(Passed("a", "b"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "b"], Passed("a", "b", "a"));
    }

    [Fact]
    public void A_flood_of_different_messages_is_bounded()
    {
        Assert.Equal(10, Passed([.. Enumerable.Range(0, 10_000).Select(number => $"request {number} failed")]).Count());
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["another"], Passed("another"));
    }

    private IEnumerable<string> Passed(params string[] messages) => messages.Where(limit.Allows).ToList();
}
