using System.ComponentModel;
using RulesRouter.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Loading;
using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;
using RulesRouter.Service.Rehearsing;
using RulesRouter.Service.StateKeeping;
using RulesRouter.Service.Stopping;

namespace RulesRouter.Service.Endpoints;

/// <summary>Liveness and readiness.</summary>
internal static class HealthEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok"))
            .AllowAnonymous()
            .WithTags("Health")
            .WithName("health")
            .WithSummary("The process is alive")
            .Produces<string>(contentType: "text/plain");
        app.MapGet("/readyz", Ready)
            .AllowAnonymous()
            .WithTags("Health")
            .WithName("ready")
            .WithSummary(
                "Whether decisions can be made and recorded; for callers with the scope `read` also by which revision, and what is wrong")
            .Produces<ReadyAnswer>().Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Ready(HttpContext context)
    {
        var state = StateOf(context.RequestServices);
        var status = state.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Caller().Has(AccessScope.Read)
            ? Results.Json(state, statusCode: status)
            : Results.Json(new { state.Ready }, statusCode: status);
    }

    /// <summary>What is in use, also for answers to administrators.</summary>
    public static ReadyAnswer StateOf(IServiceProvider services)
    {
        var (router, recorder) = (services.GetRequiredService<Router>(), services.GetRequiredService<DecisionRecorder>());
        var (current, status) = (router.Current, services.GetRequiredService<PolicyLoading>().Status);
        var isStopping = services.GetRequiredService<Drain>().HasBegun;
        var isStarting = services.GetRequiredService<RehearsalState>().IsAwaited;
        return new ReadyAnswer(
            current is not null && recorder.Problem is null && !isStopping && !isStarting,
            isStarting,
            isStopping,
            current?.Set.Revision,
            current?.Commit,
            router.Classifier.Name,
            router.Classifier.Problem,
            services.GetRequiredService<ServiceOptions>().AllowSampleEvidence,
            [.. router.Problems.Select(problem => problem.ToString())],
            recorder.Problem,
            [.. services.GetRequiredService<ClosedSegments>().Damage],
            [.. services.GetRequiredService<ApiKeyStore>().Problems],
            services.GetRequiredService<ServiceState>().Budgets.Problem,
            status.IsFromStore ? "last accepted" : status.IsRolledBack ? "rolled back" : "source",
            status.Held is { } held ? new RevisionAnswer(held.Revision, held.Commit, held.Since, [.. held.Reasons]) : null,
            status.Weaker is { } weaker ? new RevisionAnswer(weaker.Revision, weaker.Commit, weaker.At, [.. weaker.Reasons]) : null);
    }

    internal sealed record ReadyAnswer(
        [property: Description("the service decides requests")] bool Ready,
        [property: Description("the service has just started: it decides requests slowly until its code is compiled")] bool Starting,
        [property: Description("the service has got the signal to stop, and finishes what is in flight")] bool Stopping,
        [property: Description("the current revision; null before the first one loads")] string? Revision,
        [property: Description("the commit of the current revision; null if it is not from git")] string? Commit,
        [property: Description("classifies prompts: classifier or heuristic")] string Classifier,
        [property: Description("why the trained classifier is not in use")] string? ClassifierProblem,
        [property: Description("sample evidence counts as known")] bool SampleEvidenceAllowed,
        [property: Description("errors of the last load, one line each; the last good revision stays current")] string[] Problems,
        [property: Description("why decisions cannot be recorded, and so are not made; null while they can")] string? RecordProblem,
        [property: Description("closed segments of the record that are gone or changed; decisions go on")] string[] RecordDamage,
        [property: Description("why the changed file of API keys is not in use; the last good keys stay")] string[] KeyProblems,
        [property: Description("why the store of budgets and sessions is lost, so that `onStoreLost` applies")] string? BudgetProblem,
        [property: Description("source; last accepted, if the source does not load; rolled back")] string ServesFrom,
        [property: Description("a weaker revision that waits for POST /v1/policies:confirm; null if none does")] RevisionAnswer? Held,
        [property: Description("what the current revision weakens; null if nothing, or not compared")] RevisionAnswer? Weaker);

    internal sealed record RevisionAnswer(
        [property: Description("the revision")] string Revision,
        [property: Description("its commit; null if it is not from git")] string? Commit,
        [property: Description("when it was found weaker")] DateTimeOffset At,
        [property: Description("what it weakens, one sentence each")] string[] Reasons);
}
