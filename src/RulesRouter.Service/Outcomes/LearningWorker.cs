using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Outcomes;

/// <summary>Updates what is learned from outcomes, off the request path.</summary>
internal sealed partial class LearningWorker(
    OutcomeIntake intake,
    ServiceOptions options,
    TimeProvider clock,
    ILogger<LearningWorker> log) : BackgroundService
{
    private readonly LogLimit limit = new(TimeSpan.FromMinutes(1));
    private int unreadable;

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
                Refresh(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private void Refresh(CancellationToken stop)
    {
        try
        {
            if (intake.Refresh(stop))
            {
                LogLearned(log, intake.Learned.Epoch);
            }

            foreach (var row in intake.Unreadable.Skip(unreadable))
            {
                LogUnreadable(log, row);
            }

            unreadable = intake.Unreadable.Count;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (limit.Allows(exception.Message))
            {
                LogFailed(log, exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "learned from outcomes up to epoch {Epoch}")]
    private static partial void LogLearned(ILogger log, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "what cannot be read does not count: {Row}")]
    private static partial void LogUnreadable(ILogger log, string row);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the outcome store cannot be read or written; what was learned before stays in use, and decisions and outcomes wait in the record: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
