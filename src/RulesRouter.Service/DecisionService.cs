using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using RulesRouter.Access;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Service.Access;
using RulesRouter.Service.Checking;
using RulesRouter.Service.Describing;
using RulesRouter.Service.Endpoints;
using RulesRouter.Service.Gateway;
using RulesRouter.Service.Git;
using RulesRouter.Service.Loading;
using RulesRouter.Service.Metrics;
using RulesRouter.Service.Options;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Rehearsing;
using RulesRouter.Service.Sessions;
using RulesRouter.Service.StateKeeping;
using RulesRouter.Service.Stopping;
using Scalar.AspNetCore;

namespace RulesRouter.Service;

/// <summary>Builds the decision service.</summary>
internal static class DecisionService
{
    /// <summary>What each background worker does, as an error names it.</summary>
    private static readonly Dictionary<Type, string> Work = new()
    {
        [typeof(LearningWorker)] = "learning from outcomes",
        [typeof(UnansweredCalls)] = "reporting calls without an answer",
        [typeof(ReloadWorker)] = "reloading the policies",
        [typeof(RecordKeeper)] = "keeping the record",
        [typeof(StateWorker)] = "keeping budgets and the state of endpoints",
        [typeof(TlsWorker)] = "reloading the certificate",
        [typeof(ApiKeyWorker)] = "reloading the API keys",
        [typeof(ReferenceSampling)] = "comparing decisions with RulesEngine",
    };

    /// <summary>A service that is ready to start. If the policies do not load, the service runs but is not ready.</summary>
    /// <exception cref="IOException">
    /// The record cannot be opened for appending, or the store of outcomes, the file of API keys or a certificate cannot be opened.
    /// </exception>
    /// <exception cref="FormatException">The file of API keys has errors.</exception>
    /// <exception cref="OperationCanceledException">The service stops before its policies are loaded.</exception>
    public static WebApplication Build(ServiceOptions options, TimeProvider clock, CancellationToken stop = default)
    {
        var router = new Router(options.Routing);
        return Build(
            options,
            clock,
            router,
            builder =>
            {
                builder.Services.AddLoading(router, SourceOf(router, options, clock), options, clock, stop);
                RehearsingServer.Register(builder);
            });
    }

    /// <summary>A service that decides by what a router has loaded already; see <see cref="Rehearsal"/>.</summary>
    private static WebApplication BuildRehearsal(ServiceOptions options, TimeProvider clock, Router router) =>
        Build(options, clock, router, builder => RehearsalHost.Isolate(builder, router, options, clock));

    private static WebApplication Build(
        ServiceOptions options,
        TimeProvider clock,
        Router router,
        Action<WebApplicationBuilder> add)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(DecisionService).Assembly.GetName().Name,

            // Otherwise the host watches the working directory for settings, and a record there triggers the watcher with every decision.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        // All settings come from the options: a file or a variable that the framework reads could open other addresses.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MinBodyRate, TimeSpan.FromSeconds(5));
            kestrel.AddServerHeader = false;
        });
        builder.UseTls(options.Access);
        builder.UseDrain(options);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("RulesRouter", LogLevel.Information)
            // The framework logs every rejected credential: callers without one could fill the log. The audit log has them.
            .AddFilter(typeof(CredentialHandler).FullName, LogLevel.Warning)
            // With logging enabled it creates an activity for every request, even without a listener.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // The reason for a failed start is also thrown to the caller.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        builder.Services.AddOpenApi(api => api.AddDocumentTransformer<ApiDescription>());
        builder.Services
            .AddSingleton(options)
            .AddSingleton(clock)
            .AddSingleton(router);
        add(builder);
        builder.Services
            .AddRecord(options, clock)
            .AddState(options, clock)
            .AddOutcomes()
            .AddTelemetry(options)
            .AddSingleton<RehearsalState>()
            .AddSingleton<ReferenceSampling>()
            .AddHostedService(services => services.GetRequiredService<ReferenceSampling>())
            .AddSingleton<DecisionHandler>()
            .AddSingleton<ConcurrencyLimit>()
            .AddSingleton<BodyMemory>()
            .AddSingleton<RequestBody>()
            .AddSingleton<SessionTasks>()
            .AddSingleton<SessionAttributes>()
            .AddSingleton<DecisionEndpoints>()
            .AddGateway(options)
            .AddAccess(options, clock);
        var app = builder.Build();
        RehearsingServer.Use(app);
        app.UseGatewayErrors();
        app.UseExceptionHandler(
            failed => failed.Run(
                context =>
                {
                    SecurityHeaders.Add(context);
                    return new Problem(
                        StatusCodes.Status500InternalServerError,
                        "internal server error",
                        "the request could not be processed; the log has the reason",
                        []).Send(context);
                }));
        // Not for decisions: their responses always have a body, and the middleware costs each of them.
        app.UseWhen(
            static context => !DecisionEndpoints.Answers(context.Request),
            others => others.UseStatusCodePages(
                empty => new Problem(
                    empty.HttpContext.Response.StatusCode,
                    ReasonPhrases.GetReasonPhrase(empty.HttpContext.Response.StatusCode).ToLowerInvariant(),
                    (empty.HttpContext.Response.StatusCode == StatusCodes.Status404NotFound
                        ? GatewayErrorForm.Hint(empty.HttpContext)
                        : null)
                        ?? "GET /openapi/v1.json lists all operations",
                    []).Send(empty.HttpContext)));
        app.UseDrain();
        app.UseAccess();
        app.Services.GetRequiredService<DecisionEndpoints>().Map(app);
        OutcomeEndpoints.Map(app);
        CatalogEndpoints.Map(app);
        EndpointStateEndpoints.Map(app);
        RecordedDecisionEndpoints.Map(app);
        HealthEndpoints.Map(app);
        ReloadEndpoints.Map(app);
        app.MapGateway();
        app.MapMetrics();
        app.MapOpenApi().Needs(AccessScope.Read);
        app.MapScalarApiReference("/reference").Needs(AccessScope.Read);
        return app;
    }

    /// <summary>Where the settings say that the policies come from.</summary>
    /// <exception cref="IOException">The copy of a repository cannot be created.</exception>
    internal static IPolicySource SourceOf(Router router, ServiceOptions options, TimeProvider clock) =>
        options.Loading.GitUrl is null ? new FolderSource(router, options) : new GitSource(router, options, clock);

    /// <summary>From now on the service is not ready, until <see cref="Rehearse"/> has run.</summary>
    public static void AwaitRehearsal(WebApplication app) => app.Services.GetRequiredService<RehearsalState>().IsAwaited = true;

    /// <summary>Prepares a service for its first requests; see <see cref="Rehearsal"/>.</summary>
    /// <returns>The number of decisions on invented requests.</returns>
    /// <exception cref="OperationCanceledException">The service stops.</exception>
    public static async Task<int> Rehearse(WebApplication app, CancellationToken stop = default)
    {
        var (router, clock) = (app.Services.GetRequiredService<Router>(), app.Services.GetRequiredService<TimeProvider>());
        var options = app.Services.GetRequiredService<ServiceOptions>();
        var decisions = await Rehearsal.Run(router, options, own => BuildRehearsal(own, clock, router), stop).ConfigureAwait(false);
        if (decisions > 0)
        {
            var (handler, call) = (app.Services.GetRequiredService<DecisionHandler>(), new Call(new OpenCaller(options).Caller, []));
            foreach (var policy in PoliciesOf(app).Take(RehearsedRequests.MaxPolicies))
            {
                handler.Prepare(policy, call);
            }
        }

        app.Services.GetRequiredService<RehearsalState>().IsAwaited = false;
        return decisions;
    }

    /// <summary>The current revision, or null before the first one loads.</summary>
    public static string? RevisionOf(WebApplication app) => app.Services.GetRequiredService<Router>().Current?.Set.Revision;

    /// <summary>The policies that requests can name, sorted by name.</summary>
    public static IEnumerable<string> PoliciesOf(WebApplication app) => app.Services.GetRequiredService<Router>().Current?.Set.Names ?? [];

    /// <summary>The providers that the gateway can call, sorted by id; none where it is off.</summary>
    public static IEnumerable<string> CallableProvidersOf(WebApplication app) =>
        app.Services.GetRequiredService<Router>().Current is { Set.Catalog: var catalog }
            ? app.Services.GetRequiredService<UpstreamCredentials>().Callable(catalog)
            : [];

    /// <summary>The errors of the last load, one line each; empty if it succeeded.</summary>
    public static IEnumerable<string> ProblemsOf(WebApplication app) =>
        app.Services.GetRequiredService<Router>().Problems.Select(problem => problem.ToString());

    /// <summary>The work that failed and ended the service, with the reason; null if none failed.</summary>
    public static string? FailureOf(WebApplication app) =>
        app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Where(worker => worker.ExecuteTask is { IsFaulted: true })
            .Select(worker => $"{Work[worker.GetType()]} failed: {worker.ExecuteTask!.Exception!.InnerException!.Message.TrimEnd('.')}")
            .FirstOrDefault();
}
