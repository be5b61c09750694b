using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RulesRouter.Client.InProcess;

/// <summary>Loads changed policies while the application runs; files with errors leave the last good revision in place.</summary>
internal sealed partial class RouterRefresh(Router router, TimeSpan every, TimeProvider clock, ILogger<RouterRefresh> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        var reported = "";
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                if (router.Refresh())
                {
                    Loaded(router.Revision!);
                }

                var problems = string.Join("; ", router.Problems);
                if (problems.Length > 0 && problems != reported)
                {
                    NotLoaded(problems);
                }

                reported = problems;
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }

    [LoggerMessage(LogLevel.Information, "loaded revision {revision}")]
    private partial void Loaded(string revision);

    [LoggerMessage(LogLevel.Error, "changed policies do not load, and the last good revision decides: {problems}")]
    private partial void NotLoaded(string problems);
}
