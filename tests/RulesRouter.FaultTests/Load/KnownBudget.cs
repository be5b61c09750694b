namespace RulesRouter.FaultTests.Load;

/// <summary>
/// A budget of each session, which the callers of a session race to exhaust at all instances. With <c>reserve: worst-case</c> the
/// documented bound on what is spent above its limit is 0, and after Redis lost its data what was spent before.
/// </summary>
internal static class KnownBudget
{
    public const decimal LimitUsd = 0.05m;

    public const string Declaration = "[{ id: session, limitUsd: 0.05, window: session }]";

    /// <summary>Callers in two groups, whose sessions last for some turns of each caller.</summary>
    public static LoadOptions Load { get; } = new()
    {
        RequestsPerSession = 12,
        SharedBy = 2,
        Pause = TimeSpan.FromMilliseconds(5),
        CostOf = CostOf,
    };

    /// <summary>Nine tenths of the most that the first hop may cost.</summary>
    private static decimal CostOf(AcknowledgedDecision decision) =>
        decision.Json.GetProperty("chosen").GetProperty("estimate").GetProperty("worstCaseUsd").GetDecimal() * 0.9m;
}
