namespace RulesRouter.State.Latencies;

/// <summary>How latencies are measured.</summary>
internal sealed record LatencySettings
{
    /// <summary>In which the weight of a call halves.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Calls, by their present weight, below which the catalog's figure counts.</summary>
    public double MinCalls { get; init; } = 20;
}
