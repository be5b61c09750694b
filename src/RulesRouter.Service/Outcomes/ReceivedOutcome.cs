using RulesRouter.Economics;

namespace RulesRouter.Service.Outcomes;

/// <summary>A report, and how it came to the service.</summary>
/// <param name="Reporter">Id of the key that reported it; null without keys.</param>
internal sealed record ReceivedOutcome(OutcomeReport Report, DateTimeOffset ReceivedAt, string? Reporter)
{
    /// <summary>How far a reporter's clock may be ahead of the service's.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    /// <summary>When the verdict was reached, at the latest when it was received.</summary>
    public DateTimeOffset At => Report.At is { } at && at < ReceivedAt ? at : ReceivedAt;

    public bool IsFromTheFuture => Report.At > ReceivedAt + MaxAhead;
}
