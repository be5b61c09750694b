namespace RulesRouter.Service.Tests;

/// <summary>A clock that stops between the moves of a test.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private TimeSpan passed = TimeSpan.Zero;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => RunningService.Now + passed;

    public override long GetTimestamp() => passed.Ticks;

    public void Advance(TimeSpan time) => passed += time;
}
