using System.Net;
using System.Text.Json;

namespace RulesRouter.Service.Tests.Endpoints;

public sealed class BatchTests
{
    [Fact]
    public async Task Answers_in_the_order_of_the_requests_with_a_problem_for_an_invalid_one()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Post(
            "/v1/decisions/batch",
            """{ "requests": [ { "policy": "small", "prompt": "one" }, { "policy": "small", "estimate": { "outputTokens": -1 } }, { "policy": "small", "prompt": "x", "attributes": { "team": "interns" } } ] }""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var decisions = answer.Json.GetProperty("decisions").EnumerateArray().ToList();
        Assert.Equal("routed", decisions[0].GetProperty("outcome").GetString());
        Assert.Equal(
            """{"type":"about:blank","title":"the request is not valid","status":400,"detail":"1 error","errors":[{"pointer":"/requests/1/estimate/outputTokens","message":"must be an integer of at least 0, found -1","help":"expected length of the answer in tokens, including reasoning"}]}""",
            decisions[1].GetRawText());
        Assert.Equal("denied", decisions[2].GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("""{ "requests": [] }""", "/requests", "must be a list of 1 to 1000 requests, found 0")]
    [InlineData("""{ "requests": {} }""", "/requests", "must be a list of 1 to 1000 requests, found an object")]
    [InlineData("""{ }""", "/requests", "is missing")]
    [InlineData("""[ ]""", "", "must be an object, found a list")]
    [InlineData("""{ "requests": [ { "policy": "small", "prompt": "x" } ], "x": 1 }""", "/x", "unknown field `x`")]
    [InlineData("""{ "\ud800": 1, "requests": [ { "policy": "small", "prompt": "x" } ] }""", "", "a key is not a Unicode string: half of a surrogate pair, or bytes that are not UTF-8")]
    public async Task Rejects_an_invalid_batch(string batch, string pointer, string message)
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Post("/v1/decisions/batch", batch);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var error = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray().ToList());
        Assert.Equal((pointer, message), (error.GetProperty("pointer").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Accepts_1000_requests_and_rejects_1001()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        Assert.Equal(1_000, (await service.Post("/v1/decisions/batch", Requests(1_000))).Json.GetProperty("decisions").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Post("/v1/decisions/batch", Requests(1_001))).Status);
    }

    private static string Requests(int count) =>
        JsonSerializer.Serialize(
            new { requests = Enumerable.Range(0, count).Select(index => new { policy = "small", prompt = $"request {index}" }) });
}
