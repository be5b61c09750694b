using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Options;

namespace RulesRouter.Service;

/// <summary>Reloads changed files off the request path.</summary>
internal sealed partial class ReloadWorker(
    Router router,
    ServiceOptions options,
    TimeProvider clock,
    ILogger<ReloadWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
        var problems = router.Problems;
        if (router.Refresh())
        {
            LogReloaded(log, router.Current!.Set.Revision);
        }
        else if (!router.Problems.IsEmpty && !Lines(router.Problems).SequenceEqual(Lines(problems)))
        {
            LogKept(log, router.Problems.Length, router.Problems[0].ToString());
        }
    }

    private static IEnumerable<string> Lines(ImmutableArray<Diagnostic> problems) => problems.Select(problem => problem.ToString());

    [LoggerMessage(Level = LogLevel.Information, Message = "loaded revision {Revision}")]
    private static partial void LogReloaded(ILogger log, string revision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "changed policies do not load; the last good revision stays current: {Count} errors, first {First}")]
    private static partial void LogKept(ILogger log, int count, string first);
}
