using RulesRouter.Service.Endpoints;
using RulesRouter.Service.Metrics;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Snapshots;
using Scalar.AspNetCore;

namespace RulesRouter.Service;

/// <summary>Puts the decision service together.</summary>
public static class DecisionService
{
    /// <summary>A service that is ready to run. Policies that do not load leave it unready, not down.</summary>
    /// <exception cref="IOException">The record cannot be opened for appending.</exception>
    public static WebApplication Build(ServiceOptions options, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(DecisionService).Assembly.GetName().Name });
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("RulesRouter", LogLevel.Information);
        builder.Services.AddOpenApi(api => api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "RulesRouter decision API";
            document.Info.Description = "Which model for a request: by policy, with reasons.";
            return Task.CompletedTask;
        }));
        var holder = new SnapshotHolder(options);
        holder.Refresh();
        builder.Services
            .AddSingleton(options)
            .AddSingleton(clock)
            .AddSingleton(holder)
            .AddSingleton(new DecisionRecorder(options))
            .AddMetrics()
            .AddSingleton<ServiceMeter>()
            .AddSingleton<DecisionHandler>()
            .AddHostedService<ReloadWorker>();
        builder.Services.AddProblemDetails();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        DecisionEndpoints.Map(app);
        CatalogEndpoints.Map(app);
        HealthEndpoints.Map(app);
        app.MapOpenApi();
        app.MapScalarApiReference("/reference");
        return app;
    }

    /// <summary>The revision in force, or null.</summary>
    public static string? RevisionOf(WebApplication app) => app.Services.GetRequiredService<SnapshotHolder>().Current?.Set.Revision;

    /// <summary>The errors that keep the newest files from being in force, a line each.</summary>
    public static IEnumerable<string> ProblemsOf(WebApplication app) => app.Services.GetRequiredService<SnapshotHolder>().Problems.Select(problem => problem.ToString());

    /// <summary>The digest of the classifier that serves, and why it is not the trained one where that was expected.</summary>
    public static (string Digest, string? Problem) ClassifierOf(WebApplication app)
    {
        var classifier = app.Services.GetRequiredService<SnapshotHolder>().Classifier;
        return (classifier.Current.Digest, classifier.Problem);
    }
}
