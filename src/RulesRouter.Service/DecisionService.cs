using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using RulesRouter.Service.Describing;
using RulesRouter.Service.Checking;
using RulesRouter.Service.Endpoints;
using RulesRouter.Service.Metrics;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Snapshots;
using Scalar.AspNetCore;

namespace RulesRouter.Service;

/// <summary>Puts the decision service together.</summary>
public static class DecisionService
{
    /// <summary>A service that is ready to run. Policies that do not load leave it unready, not down.</summary>
    /// <exception cref="IOException">The record cannot be opened for appending, or the store of outcomes cannot be opened.</exception>
    public static WebApplication Build(ServiceOptions options, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(DecisionService).Assembly.GetName().Name,

            // Else the working directory is watched for settings, and a record that lies there wakes the watcher with every decision.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("RulesRouter", LogLevel.Information)
            // Where it could log it makes an activity of every request, whether anybody listens or not.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // Why the service did not start is thrown as well, to whoever asked it to.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        builder.Services.AddOpenApi(api => api.AddDocumentTransformer<ApiDescription>());
        var holder = new SnapshotHolder(options);
        holder.Refresh();
        builder.Services
            .AddSingleton(options)
            .AddSingleton(clock)
            .AddSingleton(holder)
            .AddSingleton(new DecisionRecorder(options))
            .AddSingleton(new OutcomeIntake(options, holder, clock))
            .AddMetrics()
            .AddSingleton<ServiceMeter>()
            .AddSingleton<ReferenceSampling>()
            .AddHostedService(services => services.GetRequiredService<ReferenceSampling>())
            .AddSingleton<DecisionHandler>()
            .AddSingleton<ConcurrencyLimit>()
            .AddSingleton<DecisionEndpoints>()
            .AddHostedService<LearningWorker>()
            .AddHostedService<ReloadWorker>();
        var app = builder.Build();
        app.UseExceptionHandler(failed => failed.Run(context => new Problem(StatusCodes.Status500InternalServerError, "a defect of the service", "the request could not be answered; the log says why", []).Send(context)));
        // Not around decisions, which are never without a body: it costs each of them.
        app.UseWhen(
            static context => !DecisionEndpoints.Answers(context.Request),
            others => others.UseStatusCodePages(empty => new Problem(empty.HttpContext.Response.StatusCode, ReasonPhrases.GetReasonPhrase(empty.HttpContext.Response.StatusCode).ToLowerInvariant(), "GET /openapi/v1.json lists the calls there are", []).Send(empty.HttpContext)));
        app.Services.GetRequiredService<DecisionEndpoints>().Map(app);
        OutcomeEndpoints.Map(app);
        CatalogEndpoints.Map(app);
        HealthEndpoints.Map(app);
        app.MapOpenApi();
        app.MapScalarApiReference("/reference");
        return app;
    }

    /// <summary>The revision in force, or null.</summary>
    public static string? RevisionOf(WebApplication app) => app.Services.GetRequiredService<SnapshotHolder>().Current?.Set.Revision;

    /// <summary>The policies that requests can name, in the order of their names.</summary>
    public static IEnumerable<string> PoliciesOf(WebApplication app) => app.Services.GetRequiredService<SnapshotHolder>().Current?.Set.Names ?? [];

    /// <summary>The errors that keep the newest files from being in force, a line each.</summary>
    public static IEnumerable<string> ProblemsOf(WebApplication app) => app.Services.GetRequiredService<SnapshotHolder>().Problems.Select(problem => problem.ToString());

    /// <summary>The digest of the classifier that serves, and why it is not the trained one where that was expected.</summary>
    public static (string Digest, string? Problem) ClassifierOf(WebApplication app)
    {
        var classifier = app.Services.GetRequiredService<SnapshotHolder>().Classifier;
        return (classifier.Current.Digest, classifier.Problem);
    }
}
