using System.ComponentModel;
using RulesRouter.Service.Snapshots;

namespace RulesRouter.Service.Endpoints;

/// <summary>Whether the process lives, and whether it can decide.</summary>
internal static class HealthEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).WithTags("Health").WithName("health").WithSummary("The process answers").Produces<string>(contentType: "text/plain");
        app.MapGet("/readyz", Ready).WithTags("Health").WithName("ready").WithSummary("A revision is in force, and which; problems of the last reload")
            .Produces<ReadyAnswer>().Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Ready(SnapshotHolder holder, ServiceOptions options) => Results.Json(
        new ReadyAnswer(
            holder.Current is not null,
            holder.Current?.Set.Revision,
            holder.Classifier.Name,
            holder.Classifier.Problem,
            options.AllowSampleEvidence,
            [.. holder.Problems.Select(problem => problem.ToString())]),
        statusCode: holder.Current is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);

    internal sealed record ReadyAnswer(
        [property: Description("requests are decided")] bool Ready,
        [property: Description("the revision in force; null before a first one is loaded")] string? Revision,
        [property: Description("what classifies prompts: classifier or heuristic")] string Classifier,
        [property: Description("why the trained classifier does not serve")] string? ClassifierProblem,
        [property: Description("sample facts count as known")] bool SampleEvidenceAllowed,
        [property: Description("errors that keep the newest files from being in force, a line each")] string[] Problems);
}
