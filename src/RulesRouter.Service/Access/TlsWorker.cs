namespace RulesRouter.Service.Access;

/// <summary>Reloads changed certificates off the request path. Open connections keep theirs.</summary>
internal sealed partial class TlsWorker(TlsCertificates certificates, TimeProvider clock, ILogger<TlsWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

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
        if (!certificates.Refresh())
        {
            return;
        }

        if (certificates.Problem is { } problem)
        {
            LogKept(log, problem);
        }
        else
        {
            LogLoaded(log);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "loaded the changed certificate")]
    private static partial void LogLoaded(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the changed certificate cannot be used; the last good one stays in use: {Reason}")]
    private static partial void LogKept(ILogger log, string reason);
}
