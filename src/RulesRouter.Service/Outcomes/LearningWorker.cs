using RulesRouter.Service.Options;

namespace RulesRouter.Service.Outcomes;

/// <summary>Updates what is learned from outcomes, off the request path.</summary>
internal sealed partial class LearningWorker(
    OutcomeIntake intake,
    ServiceOptions options,
    TimeProvider clock,
    ILogger<LearningWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!intake.IsOpen)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.PollInterval, clock);
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
        try
        {
            if (intake.Refresh())
            {
                LogLearned(log, intake.Learned.Epoch);
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            LogFailed(log, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "learned from outcomes up to epoch {Epoch}")]
    private static partial void LogLearned(ILogger log, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the outcome store cannot be read or written; what was learned before stays in use: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
