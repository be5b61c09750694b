using System.Text.Json;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>A model id that is an alias, and its provider pointing it at another model.</summary>
public sealed class AliasTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          rules: [{ id: default, select: { objective: expected-cost } }]
        """;

    private const string Before = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: { name: A } }
          models:
            m-1: { quality: [{ benchmark: Own, task: debugging, score: 0.8, source: here }] }
            m-2: { quality: [{ benchmark: Own, task: debugging, score: 0.6, source: here }] }
            m: { aliasOf: [{ model: m-1, since: 2026-01-10 }] }
          endpoints:
            a/m: { model: m, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 1, output: 1 }] } }
        """;

    private static readonly string After = Before.Replace(
        "since: 2026-01-10 }]",
        "since: 2026-01-10 }, { model: m-2, since: 2026-09-01 }]",
        StringComparison.Ordinal);

    private readonly string folder = Directory.CreateTempSubdirectory("service").FullName;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), Policy);
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), Before);
        service = await RunningService.Start(
            folder,
            options => options with { OutcomesPath = Path.Combine(folder, "o.db"), ClassifierPath = "none" });
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_alias_with_a_new_target_starts_without_outcomes_and_the_decision_shows_it()
    {
        await Report("2026-08-31T23:59:59Z", "early");
        var learned = await Decided(evidence: "an alias of m-1 since 2026-01-10, 1 score, difficulty from 1 outcome of 1 model, 1 outcome here");
        Assert.True(Success(learned) < await SuccessWithoutOutcomes(Before));

        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), After);
        var begun = await Decided(evidence: "an alias of m-2 since 2026-09-01 (1 outcome from before this date ignored), 1 score");
        Assert.Equal(await SuccessWithoutOutcomes(After), Success(begun));
        Assert.NotEqual(learned.GetProperty("revision").GetString(), begun.GetProperty("revision").GetString());
        Assert.NotEqual(learned.GetProperty("stateDigest").GetString(), begun.GetProperty("stateDigest").GetString());

        await Report("2026-09-01T00:00:00Z", "late");
        var again = await Decided(
            evidence: "an alias of m-2 since 2026-09-01 (1 outcome from before this date ignored), 1 score, difficulty from 1 outcome of 1 model, 1 outcome here");
        Assert.True(Success(again) < Success(begun));
    }

    [Fact]
    public async Task Outcomes_of_the_former_target_do_not_count_right_after_the_reload()
    {
        await Report("2026-08-31T23:59:59Z", "early");
        await Decided(evidence: "an alias of m-1 since 2026-01-10, 1 score, difficulty from 1 outcome of 1 model, 1 outcome here");

        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), After);
        var first = await RunningService.Until(
            Decide,
            decision => !Evidence(decision).StartsWith("an alias of m-1", StringComparison.Ordinal));

        Assert.Equal(await SuccessWithoutOutcomes(After), Success(first));
    }

    private Task<JsonElement> Decided(string evidence) => RunningService.Until(Decide, decision => Evidence(decision) == evidence);

    private Task<JsonElement> Decide() => Decide(service);

    private static async Task<JsonElement> Decide(RunningService service) =>
        (await service.Decide("""{"policy":"p","task":"debugging","estimate":{"inputTokens":100,"outputTokens":100}}""")).Json;

    /// <summary>What a service that never had an outcome predicts.</summary>
    private static async Task<double> SuccessWithoutOutcomes(string catalog)
    {
        var other = Directory.CreateTempSubdirectory("service").FullName;
        File.WriteAllText(Path.Combine(other, "policy.yaml"), Policy);
        File.WriteAllText(Path.Combine(other, "catalog.yaml"), catalog);
        double success;
        await using (var fresh = await RunningService.Start(other, options => options with { ClassifierPath = "none" }))
        {
            success = Success(await Decide(fresh));
        }

        Directory.Delete(other, recursive: true);
        return success;
    }

    private async Task Report(string at, string id) =>
        Assert.Contains(
            "\"accepted\":1",
            (await service.Post("/v1/outcomes", $$"""{"decisionId":"{{id}}","endpoint":"a/m","task":"debugging","verdict":"wrong","source":"tests","at":"{{at}}"}""")).Text,
            StringComparison.Ordinal);

    private static string Evidence(JsonElement decision) =>
        decision.GetProperty("expectation").GetProperty("hops")[0].GetProperty("evidence").GetString()!;

    private static double Success(JsonElement decision) =>
        Math.Round(decision.GetProperty("chosen").GetProperty("estimate").GetProperty("successProbability").GetDouble(), 6);
}
