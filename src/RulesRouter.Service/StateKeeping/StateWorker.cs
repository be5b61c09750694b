using RulesRouter.Service.Sessions;
using RulesRouter.State.Stores;

namespace RulesRouter.Service.StateKeeping;

/// <summary>Refreshes the state of endpoints every second, and reports when the store of budgets and sessions is lost and found.</summary>
internal sealed partial class StateWorker(
    ServiceState state,
    SessionAttributes sessions,
    TimeProvider clock,
    ILogger<StateWorker> log) : BackgroundService
{
    private bool isLost;

    /// <summary>Before the service listens: the first request is not routed to what a person took out on another instance.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        ReadStates();
        state.Refresh();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                state.Budgets.Reconcile();
                sessions.Save();
                ReadStates();
                state.Refresh();
                Report(state.Budgets.Problem);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    /// <summary>A file that is locked is read a second later.</summary>
    private void ReadStates()
    {
        try
        {
            state.Health.Refresh();
        }
        catch (StoreLostException exception)
        {
            LogUnread(log, exception.Message);
        }
    }

    private void Report(string? problem)
    {
        if (problem is null == isLost)
        {
            isLost = problem is not null;
            if (problem is { } reason)
            {
                LogLost(log, reason);
            }
            else
            {
                LogFound(log);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the store of budgets and sessions is lost: each budget does what its `onStoreLost` says, and `raiseOnly` attributes of sessions count at their highest values: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "states of endpoints cannot be read; those read before stay: {Reason}")]
    private static partial void LogUnread(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the store of budgets and sessions is back; what was spent and raised in between was added")]
    private static partial void LogFound(ILogger log);
}
