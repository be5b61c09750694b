using RulesRouter.Policies;

namespace RulesRouter.Verification.Timelines;

/// <summary>The times at which a waiver comes into force and expires.</summary>
internal static class WaiverChanges
{
    public static IEnumerable<DateTimeOffset> Of(Waiver waiver)
    {
        if (waiver.From is { } from)
        {
            yield return Timeline.StartOf(from);
        }

        if (waiver.Expires < DateOnly.MaxValue)
        {
            yield return Timeline.StartOf(waiver.Expires.AddDays(1));
        }
    }
}
