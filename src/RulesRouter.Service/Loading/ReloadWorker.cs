using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Loading;

/// <summary>Reloads changed policies off the request path.</summary>
internal sealed class ReloadWorker(
    PolicyLoading loading,
    ServiceOptions options,
    TimeProvider clock,
    AuditLog audit,
    ILogger<PolicyLoading> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        loading.LogTo(log, audit);
        try
        {
            for (var wait = options.PollInterval; ;)
            {
                await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(false);
                wait = loading.Step(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }
}
