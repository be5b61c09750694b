using System.Diagnostics;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RulesRouter.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Metrics;

/// <summary>
/// Exports metrics at <c>/metrics</c>, and with <see cref="ServiceOptions.OtlpUrl"/> metrics, traces and logs to a collector. Without it,
/// no activity is created and no log leaves the console.
/// </summary>
internal static class Telemetry
{
    public const string MetricsPath = "/metrics";

    /// <summary>Combinations of the attributes of a metric that are kept apart; others are counted together.</summary>
    private const int MaxSeries = 10_000;

    /// <summary>The traces of decisions.</summary>
    public static ActivitySource Traces { get; } = new(MetricNames.Meter);

    public static IServiceCollection AddTelemetry(this IServiceCollection services, ServiceOptions options)
    {
        var telemetry = services.AddMetrics()
            .AddSingleton<ServiceMeter>()
            .AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService(MetricNames.Meter))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(MetricNames.Meter)
                    .AddView(MetricNames.Decisions, new MetricStreamConfiguration { CardinalityLimit = MaxSeries })
                    .AddPrometheusExporter();
                if (options.OtlpUrl is { } collector)
                {
                    metrics.AddOtlpExporter(otlp => Configure(otlp, collector, "v1/metrics"));
                }
            });
        if (options.OtlpUrl is { } url)
        {
            telemetry
                .WithTracing(traces => traces.AddSource(MetricNames.Meter, "System.Net.Http", "Npgsql")
                    .AddAspNetCoreInstrumentation()
                    .AddOtlpExporter(otlp => Configure(otlp, url, "v1/traces")))
                .WithLogging(
                    logs => logs.AddOtlpExporter(otlp => Configure(otlp, url, "v1/logs")),
                    static logs => logs.IncludeFormattedMessage = true);
        }

        return services;
    }

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint(MetricsPath).Needs(AccessScope.Read);

    /// <summary>A span of one decision; null without a collector.</summary>
    public static Activity? StartDecision() => Traces.StartActivity("decide");

    private static void Configure(OtlpExporterOptions otlp, string collector, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri($"{collector.TrimEnd('/')}/{path}");
    }
}
