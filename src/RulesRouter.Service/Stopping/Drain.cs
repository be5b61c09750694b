using RulesRouter.Service.Options;

namespace RulesRouter.Service.Stopping;

/// <summary>
/// What happens on the signal to stop (SIGTERM, Ctrl+C): readiness fails at once; for a delay, new connections are still accepted, so that
/// a load balancer has time to notice; then they are refused, requests and streams in flight have a time limit to finish, and what is still
/// open then is closed. After that the background work stops and queues are written.
/// </summary>
internal sealed partial class Drain(
    IHostApplicationLifetime lifetime,
    OpenConnections connections,
    ServiceOptions options,
    TimeProvider clock,
    ILogger<Drain> log) : IHostedLifecycleService, IDisposable
{
    /// <summary>For the background work and the queues, after the last request.</summary>
    private static readonly TimeSpan ForQueues = TimeSpan.FromSeconds(15);

    private ITimer? limit;

    /// <summary>The service has got the signal to stop.</summary>
    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>The time that the host gives to all of it.</summary>
    public static TimeSpan TimeOf(ServiceOptions options) => options.DrainDelay + options.DrainTimeout + ForQueues;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        LogBegun(log, options.DrainDelay.TotalSeconds, options.DrainTimeout.TotalSeconds);
        if (options.DrainDelay > TimeSpan.Zero)
        {
            await Task.Delay(options.DrainDelay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        limit = clock.CreateTimer(_ => Close(), null, options.DrainTimeout, Timeout.InfiniteTimeSpan);
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        limit?.Dispose();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => limit?.Dispose();

    private void Close()
    {
        if (connections.Abort() is > 0 and var count)
        {
            LogClosed(log, count, options.DrainTimeout.TotalSeconds);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "stopping: not ready from now on, new connections are refused after {Delay} s, requests in flight have {Limit} s to finish")]
    private static partial void LogBegun(ILogger log, double delay, double limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "closed {Count} connections whose requests did not finish within {Limit} s")]
    private static partial void LogClosed(ILogger log, int count, double limit);
}
