namespace RulesRouter.Service.Outcomes;

/// <summary>Learns from outcomes off the request path, one epoch after another.</summary>
internal sealed partial class LearningWorker(OutcomeIntake intake, ServiceOptions options, TimeProvider clock, ILogger<LearningWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!intake.IsOpen)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.PollInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                if (intake.Refresh())
                {
                    LogLearnt(log, intake.Learned.Epoch);
                }
            }
            catch (Microsoft.Data.Sqlite.SqliteException fault)
            {
                LogFailed(log, fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "learnt from outcomes up to epoch {Epoch}")]
    private static partial void LogLearnt(ILogger log, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the store of outcomes cannot be read or written, what was learnt before stays: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
