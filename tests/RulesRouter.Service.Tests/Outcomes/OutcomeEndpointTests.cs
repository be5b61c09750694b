using System.Net;
using System.Text.Json;

namespace RulesRouter.Service.Tests.Outcomes;

public sealed class OutcomeEndpointTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          rules: [{ id: default, select: { objective: expected-cost } }]
        """;

    private const string Catalog = """
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: c }
        spec:
          providers: { a: { name: A } }
          models:
            m: { name: M, quality: [{ benchmark: Own, task: debugging, score: 0.8, source: here }] }
          endpoints:
            a/m: { model: m, contextTokens: 10000, maxOutputTokens: 10000, prices: { periods: [{ input: 1, output: 1 }] } }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("service").FullName;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), Policy);
        File.WriteAllText(Path.Combine(folder, "catalog.yaml"), Catalog);
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
    public async Task Learns_from_the_outcome_of_a_decision_made_just_before()
    {
        var before = await Decide();
        var (status, body) = await Post(
            "/v1/outcomes",
            $$"""{"decisionId":"{{before.GetProperty("decisionId").GetString()}}","verdict":"wrong","source":"tests","edits":2}""");
        Assert.Equal((HttpStatusCode.OK, """{"accepted":1,"repeated":0,"epoch":1}"""), (status, body));

        var after = await RunningService.Until(
            Decide,
            decision => decision.GetProperty("expectation").GetProperty("learnedEpoch").GetInt64() > 0);

        Assert.NotEqual(before.GetProperty("stateDigest").GetString(), after.GetProperty("stateDigest").GetString());
        Assert.True(Success(after) < Success(before));
        Assert.Equal(
            "1 score, difficulty from 1 outcome of 1 model, 1 outcome here",
            after.GetProperty("expectation").GetProperty("hops")[0].GetProperty("evidence").GetString());
    }

    [Fact]
    public async Task Distinguishes_an_unknown_decision_a_conflict_and_an_invalid_field()
    {
        var id = (await Decide()).GetProperty("decisionId").GetString();
        await Post("/v1/outcomes", $$"""{"decisionId":"{{id}}","verdict":"right","source":"tests"}""");

        var unknown = await Post("/v1/outcomes", """{"decisionId":"x","verdict":"right","source":"tests"}""");
        var conflict = await Post("/v1/outcomes", $$"""{"outcomes":[{"decisionId":"{{id}}","verdict":"wrong","source":"tests"}]}""");
        var invalid = await Post("/v1/outcomes", $$"""{"decisionId":"{{id}}","verdict":"rihgt","source":"tests"}""");

        Assert.Equal(
            (
                HttpStatusCode.NotFound,
                """{"type":"about:blank","title":"unknown decision","status":404,"detail":"no outcome was stored","errors":[{"pointer":"/decisionId","message":"unknown decision `x`; a report without a decision needs `endpoint` and `task`","help":"id of the decision that led to the attempt; without a recorded decision, id of the task"}]}"""),
            unknown);
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("\"pointer\":\"/outcomes/0/sequence\"", conflict.Body, StringComparison.Ordinal);
        Assert.Equal(
            (
                HttpStatusCode.BadRequest,
                """{"type":"about:blank","title":"the outcome is not valid","status":400,"detail":"1 error","errors":[{"pointer":"/verdict","message":"unknown verdict `rihgt`; did you mean `right`?","help":"whether the answer is right or wrong, or no answer came"}]}"""),
            invalid);
    }

    [Theory]
    [InlineData("{\"decisionId\":\"\\ud800\",\"verdict\":\"right\",\"source\":\"tests\"}", "/decisionId", "not a Unicode string")]
    [InlineData("{\"outcomes\":[{\"decisionId\":\"x\",\"verdict\":\"right\",\"source\":\"tests\",\"\\udc00\":1}]}", "/outcomes/0", "a key is not a Unicode string")]
    [InlineData("{\"\\ud800\":1,\"outcomes\":[]}", "", "a key is not a Unicode string")]
    [InlineData("{\"outcomes\":[", "", "not JSON, or nested deeper than 128 levels: line 1, byte 14")]
    public async Task Rejects_malformed_JSON_like_every_endpoint(string body, string pointer, string message)
    {
        var answer = await service.Post("/v1/outcomes", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(answer.Json.GetProperty("errors").EnumerateArray(), error =>
            error.GetProperty("pointer").GetString() == pointer
                && error.GetProperty("message").GetString()!.StartsWith(message, StringComparison.Ordinal));
    }

    private static double Success(JsonElement decision) =>
        decision.GetProperty("chosen").GetProperty("estimate").GetProperty("successProbability").GetDouble();

    private async Task<JsonElement> Decide()
    {
        var (status, body) = await Post(
            "/v1/decisions",
            """{"policy":"p","task":"debugging","estimate":{"inputTokens":100,"outputTokens":100}}""");
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonDocument.Parse(body).RootElement.Clone();
    }

    private async Task<(HttpStatusCode Status, string Body)> Post(string path, string json)
    {
        var answer = await service.Post(path, json);
        return (answer.Status, answer.Text);
    }
}
