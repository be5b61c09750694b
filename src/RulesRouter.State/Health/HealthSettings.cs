namespace RulesRouter.State.Health;

/// <summary>When the circuit breaker of an endpoint opens, and for how long.</summary>
internal sealed record HealthSettings
{
    /// <summary>Share of failed calls within <see cref="Sampling"/> at which it opens, 0…1.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>Calls within <see cref="Sampling"/> below which it does not open; at least 2.</summary>
    public int MinCalls { get; init; } = 10;

    public TimeSpan Sampling { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it stays open before calls are tried again.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(30);
}
