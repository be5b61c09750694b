using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using RulesRouter.Service.Loading;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Rehearsing;

/// <summary>
/// Keeps a rehearsing service apart from the process: it logs nothing, leaves signals alone, and only its own page has its metrics.
/// </summary>
internal static class RehearsalHost
{
    private const string MeterName = "RulesRouter.Rehearsal";

    public static void Isolate(WebApplicationBuilder builder, Router router, ServiceOptions options, TimeProvider clock)
    {
        builder.Logging.ClearProviders();
        builder.Services
            .Replace(ServiceDescriptor.Singleton<IHostLifetime, NoSignals>())
            .Replace(ServiceDescriptor.Singleton<IMeterFactory, OwnMeters>())
            .ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(MeterName))
            .AddSingleton(_ => new PolicyLoading(router, new FolderSource(router, options), options, clock));
    }

    /// <summary>A signal ends the process, or the service that follows.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>All meters have a name that no other service exports, since exporters find meters of the whole process by name.</summary>
    private sealed class OwnMeters : IMeterFactory
    {
        private readonly Meter meter = new(MeterName);

        public Meter Create(MeterOptions options) => meter;

        public void Dispose() => meter.Dispose();
    }
}
