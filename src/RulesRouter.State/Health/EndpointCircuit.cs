using System.Globalization;
using Polly;
using Polly.CircuitBreaker;

namespace RulesRouter.State.Health;

/// <summary>The circuit breaker of one endpoint. It opens for calls that others made, so it only counts and never calls.</summary>
internal sealed class EndpointCircuit
{
    private readonly ResiliencePipeline<bool> pipeline;
    private readonly Lock gate = new();
    private DateTimeOffset? openUntil;

    public EndpointCircuit(HealthSettings settings, TimeProvider clock)
    {
        pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<bool>
            {
                ShouldHandle = arguments => ValueTask.FromResult(!arguments.Outcome.Result),
                FailureRatio = settings.FailureRatio,
                MinimumThroughput = settings.MinCalls,
                SamplingDuration = settings.Sampling,
                BreakDuration = settings.Break,
                OnOpened = arguments =>
                {
                    openUntil = clock.GetUtcNow() + arguments.BreakDuration;
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    openUntil = null;
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Counts a call. After the break, the first one closes the circuit or opens it again.</summary>
    public void Count(bool isUnhealthy)
    {
        lock (gate)
        {
            try
            {
                pipeline.Execute(static unhealthy => !unhealthy, isUnhealthy);
            }
            catch (BrokenCircuitException)
            {
                // A call that began before the circuit opened.
            }
        }
    }

    /// <summary>Why no request is routed to the endpoint; null while it is closed or a call is to be tried again.</summary>
    public string? ReasonAt(DateTimeOffset now)
    {
        lock (gate)
        {
            return openUntil is { } until && now < until
                ? string.Create(CultureInfo.InvariantCulture, $"circuit open until {until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: too many calls failed")
                : null;
        }
    }
}
