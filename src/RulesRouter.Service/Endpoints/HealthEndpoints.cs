using System.ComponentModel;
using RulesRouter.Service.Options;
using RulesRouter.Service.Recording;

namespace RulesRouter.Service.Endpoints;

/// <summary>Liveness and readiness.</summary>
internal static class HealthEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok"))
            .WithTags("Health")
            .WithName("health")
            .WithSummary("The process is alive")
            .Produces<string>(contentType: "text/plain");
        app.MapGet("/readyz", Ready)
            .WithTags("Health")
            .WithName("ready")
            .WithSummary("Whether decisions can be made and recorded, by which revision, and the errors of the last load")
            .Produces<ReadyAnswer>().Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Ready(Router router, DecisionRecorder recorder, ServiceOptions options) => Results.Json(
        new ReadyAnswer(
            router.Current is not null && recorder.Problem is null,
            router.Current?.Set.Revision,
            router.Classifier.Name,
            router.Classifier.Problem,
            options.AllowSampleEvidence,
            [.. router.Problems.Select(problem => problem.ToString())],
            recorder.Problem),
        statusCode: router.Current is null || recorder.Problem is not null
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK);

    internal sealed record ReadyAnswer(
        [property: Description("the service decides requests")] bool Ready,
        [property: Description("the current revision; null before the first one loads")] string? Revision,
        [property: Description("classifies prompts: classifier or heuristic")] string Classifier,
        [property: Description("why the trained classifier is not in use")] string? ClassifierProblem,
        [property: Description("sample evidence counts as known")] bool SampleEvidenceAllowed,
        [property: Description("errors of the last load, one line each; the last good revision stays current")] string[] Problems,
        [property: Description("why decisions cannot be recorded, and so are not made; null while they can")] string? RecordProblem);
}
