using System.Globalization;

namespace RulesRouter.Service.Tests.Outcomes;

/// <summary>From reports with turns, tests and tool errors to the success probability of the attempt after a failure.</summary>
public sealed class AttemptSignalTests : IDisposable
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          rules: [{ id: default, select: { objective: expected-cost, fallback: { max: 2 } } }]
        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: { name: A } }
          models:
            m: { name: M, quality: [{ benchmark: Own, task: agentic, score: 0.6, source: here }] }
            n: { name: N, quality: [{ benchmark: Own, task: agentic, score: 0.6, source: here }] }
          endpoints:
            a/m: { model: m, contextTokens: 100000, maxOutputTokens: 1000, prices: { periods: [{ input: 1, output: 1 }] } }
            a/n: { model: n, contextTokens: 100000, maxOutputTokens: 1000, prices: { periods: [{ input: 1, output: 1 }] } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("service").FullName;

    public AttemptSignalTests()
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), Policy);
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), Catalog);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("turns", "\"turns\":5", "\"turns\":40", "took 40 turns")]
    [InlineData("tests", "\"testsPassed\":9,\"testsFailed\":1", "\"testsPassed\":2,\"testsFailed\":8", "failed 8 of 10 tests")]
    [InlineData("tool errors", "\"toolErrors\":0", "\"toolErrors\":6", "had 6 failed tool calls")]
    [InlineData("cost", "\"costUsd\":0.001", "\"costUsd\":0.004", "cost $0.004")]
    public async Task A_measure_moves_the_next_attempt_where_outcomes_support_it(string name, string usual, string large, string reason)
    {
        await using var service = await Start();
        await Report(service, usual, large);

        var (after, reasons, _) = await Asked(service, large);

        Assert.True(after < (await Asked(service, usual)).Success, name);
        Assert.Contains(
            reasons,
            one => one.Contains(reason, StringComparison.Ordinal) && one.EndsWith("succeed less often", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"turns\":5", "\"turns\":40")]
    [InlineData("\"testsPassed\":9,\"testsFailed\":1", "\"testsPassed\":2,\"testsFailed\":8")]
    [InlineData("\"toolErrors\":0", "\"toolErrors\":6")]
    public async Task A_measure_moves_nothing_where_outcomes_do_not_support_it(string usual, string large)
    {
        await using var service = await Start();
        await Report(service, usual, usual);

        var (after, reasons, _) = await Asked(service, large);

        Assert.Equal((await Asked(service, usual)).Success, after);
        Assert.DoesNotContain(reasons, one => one.StartsWith("the rejected attempt", StringComparison.Ordinal));
    }

    private Task<RunningService> Start() => RunningService.Start(
        folder,
        options => options with { OutcomesPath = Path.Combine(folder, "o.db"), ClassifierPath = "none" });

    /// <summary>At every third task both endpoints fail, at the others both succeed, with an exception at every twelfth task.</summary>
    private static async Task Report(RunningService service, string usual, string whereHard)
    {
        var lines = new List<string>();
        for (var task = 0; task < 240; task++)
        {
            var isHard = task % 3 == 0;
            for (var hop = 0; hop < 2; hop++)
            {
                var isRight = isHard == ((task / 3) % 8 == hop);
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"decisionId":"task {{task}}","hop":{{hop}},"endpoint":"a/{{(hop == 0 ? "m" : "n")}}","task":"agentic","verdict":"{{(isRight ? "right" : "wrong")}}","source":"tests",{{(isHard ? whereHard : usual)}}}"""));
            }
        }

        var answer = await service.Post("/v1/outcomes", $$"""{"outcomes":[{{string.Join(',', lines)}}]}""");
        Assert.Equal(lines.Count, answer.Json.GetProperty("accepted").GetInt32());
        await RunningService.Until(
            () => Asked(service, usual),
            after => after.Epoch == lines.Count);
    }

    private static async Task<(double Success, string[] Reasons, long Epoch)> Asked(RunningService service, string measures)
    {
        var decision = (await service.Decide(
            $$"""{"policy":"p","task":"agentic","estimate":{"inputTokens":1000,"outputTokens":500},"explain":true,"attempts":[{"endpoint":"a/m","failed":"rejected-output",{{measures}}}]}""")).Json;
        var expectation = decision.GetProperty("expectation");
        return (
            expectation.GetProperty("hops")[0].GetProperty("successIfReached").GetDouble(),
            [.. decision.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)],
            expectation.GetProperty("learnedEpoch").GetInt64());
    }
}
