using RulesRouter.Service.Snapshots;

namespace RulesRouter.Service.Endpoints;

/// <summary>Whether the process lives, and whether it can decide.</summary>
internal static class HealthEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).WithName("health").WithSummary("The process answers");
        app.MapGet("/readyz", (SnapshotHolder holder, ServiceOptions options) => Results.Json(
                new
                {
                    ready = holder.Current is not null,
                    revision = holder.Current?.Set.Revision,
                    classifier = holder.Classifier.Name,
                    classifierProblem = holder.Classifier.Problem,
                    sampleEvidenceAllowed = options.AllowSampleEvidence,
                    problems = holder.Problems.Select(problem => problem.ToString()),
                },
                statusCode: holder.Current is null ? 503 : 200))
            .WithName("ready").WithSummary("A revision is in force, and which; problems of the last reload");
    }
}
