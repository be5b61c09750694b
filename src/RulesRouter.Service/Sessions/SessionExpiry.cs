using RulesRouter.State.Sessions;

namespace RulesRouter.Service.Sessions;

/// <summary>Values of sessions expire some time after their last use.</summary>
internal static class SessionExpiry
{
    /// <summary>A use that moves the end by less is not stored.</summary>
    private static readonly TimeSpan MaxStep = TimeSpan.FromMinutes(1);

    /// <summary>Whether a use of a value has to move its end: each use does that would move it by a hundredth of its lifetime.</summary>
    public static bool IsDue(SessionValue value, DateTimeOffset now, TimeSpan lifetime)
    {
        var step = lifetime / 100;
        return now + lifetime - value.Until >= (step < MaxStep ? step : MaxStep);
    }
}
