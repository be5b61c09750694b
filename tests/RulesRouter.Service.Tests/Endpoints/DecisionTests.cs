using System.Net;
using System.Text.Json;
using RulesRouter.Service.Outcomes;

namespace RulesRouter.Service.Tests.Endpoints;

public sealed class DecisionTests
{
    [Fact]
    public async Task Routes_a_request_to_the_cheapest_endpoint_with_the_other_as_fallback()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Decide("""{ "policy": "small", "prompt": "hello" }""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.Type);
        Assert.Equal(["one/m", "two/m"], answer.Chain);
        Assert.Equal("2026-09-01T20:00:00Z", answer.Json.GetProperty("at").GetString());
    }

    [Fact]
    public async Task Returns_a_denial_with_status_200()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Decide("""{ "policy": "small", "prompt": "hello", "attributes": { "team": "interns" } }""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """{"code":"denied-by-rule","reasons":["small/no-interns: interns ask a person"],"emptiedBy":[],"feasibleIf":[]}""",
            answer.Json.GetProperty("denial").GetRawText());
        Assert.Null(answer.Chosen);
    }

    [Theory]
    [InlineData(
        """{ "policy": "small", "promt": "hello", "maxOutputTokens": 0, "estimate": { "inputTokens": "many" }, "task": "debuging" }""",
        """{"type":"about:blank","title":"the request is not valid","status":400,"detail":"4 errors","errors":[{"pointer":"/promt","message":"unknown field `promt`; did you mean `prompt`?"},{"pointer":"/maxOutputTokens","message":"must be an integer of at least 1, found 0","help":"maximum length of the answer in tokens; endpoints with a lower maximum are not eligible, unless `clampsOutput` is true"},{"pointer":"/estimate/inputTokens","message":"must be an integer of at least 0, found \"many\"","help":"length of the prompt in tokens, including cached ones"},{"pointer":"/task","message":"unknown task `debuging`; did you mean `debugging`?","help":"task of the request; default: classified from the prompt"}]}""")]
    [InlineData(
        """{ "policy": "small", "prompt": "hello", "attributes": { "tem": "x" } }""",
        """{"type":"about:blank","title":"the request is not valid","status":400,"detail":"1 error","errors":[{"pointer":"/attributes/tem","message":"policy `small` declares no attribute `tem`; did you mean `team`?","help":"attributes that the policy declares, by name; GET /v1/policies/{name} lists them with their types"}]}""")]
    [InlineData(
        """{ "policy": "small" """,
        """{"type":"about:blank","title":"the request is not valid","status":400,"detail":"1 error","errors":[{"pointer":"","message":"not JSON, or nested deeper than 128 levels: line 1, byte 21","help":"a request to route: a prompt, a conversation or its size, with context, for one policy; the body of a request to OpenAI Chat Completions, OpenAI Responses or Anthropic Messages with `policy` beside it is one too. Unknown fields are errors"}]}""")]
    [InlineData(
        "[]",
        """{"type":"about:blank","title":"the request is not valid","status":400,"detail":"1 error","errors":[{"pointer":"","message":"must be an object, found a list","help":"a request to route: a prompt, a conversation or its size, with context, for one policy; the body of a request to OpenAI Chat Completions, OpenAI Responses or Anthropic Messages with `policy` beside it is one too. Unknown fields are errors"}]}""")]
    public async Task Lists_every_error_of_an_invalid_request_with_the_help_of_the_field(string request, string expected)
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Decide(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("application/problem+json", answer.Type);
        Assert.Equal(expected, answer.Text);
    }

    [Fact]
    public async Task Rejects_a_time_of_the_request_unless_it_is_allowed_with_status_403()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Decide("""{ "policy": "small", "prompt": "hello", "at": "2026-05-26T03:42:02Z" }""");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(
            """{"type":"about:blank","title":"not allowed","status":403,"detail":"only callers with the scope `administer` may set the time of a decision; `serve --allow-at` permits it on a loopback address","errors":[{"pointer":"/at","message":"not allowed; leave it out to decide now","help":"time of the decision, such as 2026-05-26T03:42:02Z, instead of now; only where the service allows it"}]}""",
            answer.Text);
    }

    [Fact]
    public async Task Marks_a_decision_with_a_time_of_the_request_as_simulated_and_learns_nothing_from_it()
    {
        using var policies = new SmallPolicies();
        var record = policies.File("decisions.jsonl");
        await using var service = await RunningService.Start(
            policies.Path,
            options => options with { AllowAt = true, RecordPath = record, OutcomesPath = policies.File("o.db") });

        var simulated = await service.Decide("""{ "policy": "small", "prompt": "hello", "at": "2026-05-26T03:42:02Z" }""");
        var real = await service.Decide("""{ "policy": "small", "prompt": "hello" }""");
        var ofSimulated = await service.Post("/v1/outcomes", Outcome(simulated));
        var ofReal = await service.Post("/v1/outcomes", Outcome(real));

        Assert.True(simulated.Json.GetProperty("simulated").GetBoolean());
        Assert.False(real.Json.TryGetProperty("simulated", out _));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (ofSimulated.Status, ofReal.Status));
        Assert.Equal(
            [real.Json.GetProperty("decisionId").GetString()],
            RecordedLines.ReadAll(record).Decisions.Select(decision => decision.Id));

        static string Outcome(RunningService.Answer decision) =>
            $$"""{"decisionId":"{{decision.Json.GetProperty("decisionId").GetString()}}","verdict":"right","source":"tests"}""";
    }

    [Theory]
    [InlineData(
        "\"attempts\":[{\"endpoint\":\"one/n\",\"failed\":\"timeout\"}]",
        "/attempts/0/endpoint", "unknown endpoint `one/n`; did you mean `one/m`?")]
    [InlineData("\"session\":{\"lastEndpoint\":\"tow/m\"}", "/session/lastEndpoint", "unknown endpoint `tow/m`; did you mean `two/m`?")]
    [InlineData(
        "\"session\":{\"cachedTokens\":{\"tow/m\":5}}",
        "/session/cachedTokens/tow~1m", "unknown endpoint `tow/m`; did you mean `two/m`?")]
    [InlineData(
        "\"session\":{\"cachedTokens\":{\"somewhere/else\":5}}",
        "/session/cachedTokens/somewhere~1else",
        "unknown endpoint `somewhere/else`; `rulesrouter catalog show` and `GET /v1/catalog/endpoints` list them")]
    public async Task Rejects_an_endpoint_that_the_catalog_does_not_have(string fields, string pointer, string message)
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Decide($$"""{"policy":"small","prompt":"hello",{{fields}}}""");
        var inBatch = await service.Post("/v1/decisions/batch", $$"""{"requests":[{"policy":"small","prompt":"hello",{{fields}}}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal((pointer, message), Error(answer.Json));
        Assert.Equal(("/requests/0" + pointer, message), Error(inBatch.Json.GetProperty("decisions")[0]));

        static (string?, string?) Error(JsonElement problem)
        {
            var error = Assert.Single(problem.GetProperty("errors").EnumerateArray().ToList());
            return (error.GetProperty("pointer").GetString(), error.GetProperty("message").GetString());
        }
    }

    [Fact]
    public async Task Rejects_an_unknown_policy_with_status_404()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Decide("""{ "policy": "smal", "prompt": "hello" }""");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(
            """{"type":"about:blank","title":"unknown policy","status":404,"detail":"no policy is named `smal`; did you mean `small`?","errors":[{"pointer":"/policy","message":"unknown policy","help":"name of the policy; GET /v1/policies lists them"}]}""",
            answer.Text);
    }

    [Fact]
    public async Task Rejects_a_body_over_the_limit_with_status_413()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path, options => options with { MaxBodyBytes = 1_000 });

        var answer = await service.Decide($$"""{ "policy": "small", "prompt": "{{new string('x', 2_000)}}" }""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal(
            """{"type":"about:blank","title":"too large","status":413,"detail":"the body is longer than the service allows"}""",
            answer.Text);
    }

    [Fact]
    public async Task Rejects_a_body_of_another_content_type_with_status_415()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Post("/v1/decisions", "policy=small", "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal(
            """{"type":"about:blank","title":"not JSON","status":415,"detail":"send `content-type: application/json`, not `application/x-www-form-urlencoded; charset=utf-8`"}""",
            answer.Text);
    }

    [Fact]
    public async Task Rejects_an_encoded_body_with_status_415()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);
        using var body = new ByteArrayContent([0x1F, 0x8B, 8, 0])
        {
            Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } },
        };

        var answer = await service.Post("/v1/decisions", body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal(
            """{"type":"about:blank","title":"encoded body","status":415,"detail":"send the body without `content-encoding: gzip`"}""",
            answer.Text);
    }

    [Fact]
    public async Task Rejects_more_concurrent_decisions_than_the_limit_with_status_429()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path, options => options with { MaxConcurrent = 1 });

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => service.Decide("""{ "policy": "small", "prompt": "hello" }""")));

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer =>
            Assert.Equal(
                """{"type":"about:blank","title":"too many requests","status":429,"detail":"1 decisions are running, which is the maximum; try again in a second"}""",
                answer.Text));
    }

    [Fact]
    public async Task Answers_an_unknown_path_with_a_problem()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);

        Assert.Equal(
            """{"type":"about:blank","title":"not found","status":404,"detail":"GET /openapi/v1.json lists all operations"}""",
            (await service.Get("/v2/decisions")).Text);
        Assert.Equal(
            """{"type":"about:blank","title":"method not allowed","status":405,"detail":"GET /openapi/v1.json lists all operations"}""",
            (await service.Get("/v1/decisions")).Text);
    }

    [Fact]
    public async Task Gives_the_same_bytes_for_the_same_request_and_time_except_for_the_id()
    {
        using var policies = new FixturePolicies();
        await using var service = await RunningService.Start(
            policies.Folder,
            options => options with { AllowAt = true, AllowSampleEvidence = true });
        const string Request =
            """{ "policy": "coding-assistant", "prompt": "Review this function", "attributes": { "sensitivity": "proprietary" }, "deadlineMs": 60000, "at": "2026-05-26T03:42:02Z", "explain": true }""";

        var first = await service.Decide(Request);
        var second = await service.Decide(Request);

        Assert.NotEqual(first.Json.GetProperty("decisionId").GetString(), second.Json.GetProperty("decisionId").GetString());
        Assert.Equal(WithoutId(first), WithoutId(second));
        Assert.Equal("2026-05-26T03:42:02Z", first.Json.GetProperty("at").GetString());
    }

    private static string WithoutId(RunningService.Answer answer) =>
        answer.Text.Replace(answer.Json.GetProperty("decisionId").GetString()!, "", StringComparison.Ordinal);
}
