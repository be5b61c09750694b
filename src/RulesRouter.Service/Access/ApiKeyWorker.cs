namespace RulesRouter.Service.Access;

/// <summary>Reloads changed keys off the request path: a revoked key is rejected after at most three intervals.</summary>
internal sealed partial class ApiKeyWorker(ApiKeyStore keys, TimeProvider clock, ILogger<ApiKeyWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                Refresh();
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private void Refresh()
    {
        if (!keys.Refresh())
        {
            return;
        }

        if (keys.Problems.IsEmpty)
        {
            LogLoaded(log, keys.Ring.Keys.Count);
        }
        else
        {
            LogKept(log, keys.Problems[0]);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "loaded {Count} API keys")]
    private static partial void LogLoaded(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "changed API keys do not load; the last good ones stay in use: {First}")]
    private static partial void LogKept(ILogger log, string first);
}
