namespace RulesRouter.Benchmarks.Http;

/// <summary>The baseline of the decision service: the smallest Kestrel endpoint that reads and returns a JSON body.</summary>
internal static class EmptyEndpoint
{
    public static void Run(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.MapPost("/v1/decisions", (Body body) => new Answer(body.Policy, "ok"));
        app.Run();
    }

    internal sealed record Body(
        string Policy,
        string? Task,
        Dictionary<string,
        System.Text.Json.JsonElement>? Attributes,
        Estimate? Estimate,
        int? MaxOutputTokens,
        double? DeadlineMs);

    internal sealed record Estimate(int InputTokens, int OutputTokens);

    internal sealed record Answer(string Policy, string Outcome);
}
