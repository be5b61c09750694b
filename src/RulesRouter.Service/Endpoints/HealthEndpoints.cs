using System.ComponentModel;
using RulesRouter.Access;
using RulesRouter.Service.Access;
using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;
using RulesRouter.Service.StateKeeping;

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

    private static IResult Ready(
        HttpContext context,
        Router router,
        DecisionRecorder recorder,
        ApiKeyStore keys,
        ServiceState state,
        ServiceOptions options)
    {
        var isReady = router.Current is not null && recorder.Problem is null;
        var status = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Caller().Has(AccessScope.Read)
            ? Results.Json(Details(isReady, router, recorder, keys, state, options), statusCode: status)
            : Results.Json(new { Ready = isReady }, statusCode: status);
    }

    private static ReadyAnswer Details(
        bool isReady,
        Router router,
        DecisionRecorder recorder,
        ApiKeyStore keys,
        ServiceState state,
        ServiceOptions options) =>
        new(
            isReady,
            router.Current?.Set.Revision,
            router.Classifier.Name,
            router.Classifier.Problem,
            options.AllowSampleEvidence,
            [.. router.Problems.Select(problem => problem.ToString())],
            recorder.Problem,
            [.. keys.Problems],
            state.Budgets.Problem);

    internal sealed record ReadyAnswer(
        [property: Description("the service decides requests")] bool Ready,
        [property: Description("the current revision; null before the first one loads")] string? Revision,
        [property: Description("classifies prompts: classifier or heuristic")] string Classifier,
        [property: Description("why the trained classifier is not in use")] string? ClassifierProblem,
        [property: Description("sample evidence counts as known")] bool SampleEvidenceAllowed,
        [property: Description("errors of the last load, one line each; the last good revision stays current")] string[] Problems,
        [property: Description("why decisions cannot be recorded, and so are not made; null while they can")] string? RecordProblem,
        [property: Description("why the changed file of API keys is not in use; the last good keys stay")] string[] KeyProblems,
        [property: Description("why the store of budgets is lost, so that `onStoreLost` applies; null otherwise")] string? BudgetProblem);
}
