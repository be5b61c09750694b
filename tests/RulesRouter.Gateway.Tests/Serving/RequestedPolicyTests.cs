using System.Net;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>What a client may name, what decides, and the error of a request that may not be served.</summary>
public sealed class RequestedPolicyTests
{
    private const string Require = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: all }
        spec:
          attributes:
            team: { type: text, default: none, description: who asks }
          rules:
            - id: blocked
              when: team == "blocked"
              deny: true
              reason: team blocked is not served
            - { id: default, select: { objective: price, requestedModel: require } }
        """;

    [Fact]
    public async Task Model_without_a_policy_is_rejected_with_every_way_to_name_one()
    {
        await using var gateway = await RunningGateway.Start("openai-chat");

        var answer = await gateway.Chat(model: "gpt-5");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            "no policy is known for model `gpt-5`; send policy/NAME (policies are all, p0), use a credential with one policy, or start the service with --gateway-policy",
            answer.Json.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Requested_model_is_required_where_the_policy_says_so()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat", "openai-chat"],
            options => options with { Gateway = options.Gateway with { Policy = "all", Aliases = ["second=m1"] } },
            Require);

        var first = await gateway.Chat(model: "m0");
        var second = await gateway.Chat(model: "second");
        var wire = await gateway.Messages(model: "wire-1");
        var unknown = await gateway.Messages(model: "m9");

        Assert.Equal(
            ["p0/m0", "p1/m1", "p1/m1"],
            new[] { first, second, wire }.Select(answer => answer.Headers["x-rulesrouter-endpoint"]));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal("not_found_error", unknown.Json.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Denial_is_403_with_the_reason_in_the_clients_dialect()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat"], policy: Require);
        const string Body = """{"model":"policy/all","messages":[{"role":"user","content":"hi"}],"metadata":{"team":"blocked","other":"x"}}""";

        var denied = await gateway.Post("/openai/v1/chat/completions", Body);

        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        var error = denied.Json.GetProperty("error");
        Assert.Equal("policy `all` denies the request: all/blocked: team blocked is not served", error.GetProperty("message").GetString());
        Assert.Equal("denied-by-rule", error.GetProperty("code").GetString());
        Assert.Contains("x-rulesrouter-decision-id", denied.Headers.Keys);
        Assert.Empty(gateway.Upstreams[0].Calls);
    }

    [Fact]
    public async Task Denial_says_what_of_the_request_other_dialects_cannot_express()
    {
        await using var gateway = await RunningGateway.Start("anthropic-messages");

        var denied = await gateway.Post(
            "/openai/v1/chat/completions",
            """{"model":"policy/all","messages":[{"role":"user","content":"hi"}],"novelty":1}""");

        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.StartsWith(
            "policy `all` denies the request: dialect openai-chat excludes 1 endpoints; "
                + "other dialects cannot express unknown-field of the request; ",
            denied.Json.GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attribute_may_come_in_a_header_and_an_undeclared_one_is_an_error()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat"], policy: Require);

        var denied = await gateway.Messages(headers: ("x-rulesrouter-attribute-team", "blocked"));
        var undeclared = await gateway.Messages(headers: ("x-rulesrouter-attribute-teem", "blocked"));

        Assert.Equal(
            "policy `all` denies the request: all/blocked: team blocked is not served",
            denied.Json.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, undeclared.Status);
        Assert.Contains("`teem`", undeclared.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Obligation_of_the_caller_is_named_and_denies_a_caller_that_does_not_fulfil_it()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat"], policy: """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: all }
            spec:
              rules:
                - { id: default, oblige: { humanReview: true }, select: { objective: price } }
            """);

        var denied = await gateway.Chat();
        var answered = await gateway.Chat(headers: [("x-rulesrouter-obligations", "redact, humanReview")]);

        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.Contains("humanReview", denied.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answered.Status);
        Assert.Equal("humanReview", answered.Headers["x-rulesrouter-obligations"]);
    }

    [Fact]
    public async Task Denial_names_what_would_help()
    {
        await using var gateway = await RunningGateway.Start("openai-chat");

        var denied = await gateway.Messages(headers: [("x-rulesrouter-max-cost-usd", "0.0000001")]);

        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.Contains(
            "an endpoint could answer if maxCostUsd is ",
            denied.Json.GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cap_of_the_decision_is_sent_upstream()
    {
        await using var gateway = await RunningGateway.Start("openai-chat");

        var answer = await gateway.Chat(headers: [("x-rulesrouter-max-cost-usd", "0.002")]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.InRange(gateway.Upstreams[0].Calls.Single().Json.GetProperty("max_completion_tokens").GetInt32(), 1, 1_000);
    }

    [Fact]
    public async Task Provider_without_a_credential_is_no_candidate_and_none_is_503()
    {
        await using var one = await RunningGateway.Start(
            ["openai-chat", "openai-chat"],
            options => options with { Environment = new Dictionary<string, string> { ["KEY_P1"] = "secret" } });
        await using var none = await RunningGateway.Start(
            ["openai-chat"],
            options => options with { Environment = new Dictionary<string, string>() });

        Assert.Equal("p1/m1", (await one.Chat()).Headers["x-rulesrouter-endpoint"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await none.Chat()).Status);
    }

    [Fact]
    public async Task Response_that_an_endpoint_stores_is_continued_there_or_nowhere()
    {
        await using var gateway = await RunningGateway.Start("openai-responses", "openai-responses");
        gateway.Upstreams[0].Then(MockAnswers.Error(503, "server_error", "broken"));
        var first = await gateway.Responses();

        var next = await gateway.Post(
            "/openai/v1/responses",
            """{"model":"policy/all","input":"more","previous_response_id":"resp_1"}""");
        gateway.Upstreams[1].Then(MockAnswers.Error(503, "server_error", "broken"));
        var failed = await gateway.Post(
            "/openai/v1/responses",
            """{"model":"policy/all","input":"more","previous_response_id":"resp_1"}""");

        Assert.Equal("p1/m1", first.Headers["x-rulesrouter-endpoint"]);
        Assert.Equal(["p1/m1"], next.Hops);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.Status);
        Assert.Equal(["p1/m1 unavailable"], failed.Hops);
    }

    [Theory]
    [InlineData("not json", "the body is not JSON, or nested deeper than 128 levels: line 1, byte 2")]
    [InlineData("[]", "the body must be a JSON object, found a list")]
    [InlineData("""{"model":"policy/","messages":[{"role":"user","content":"x"}]}""", "`model` names no policy; policies are all, p0")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "`model` is missing; send policy/NAME (policies are all, p0)")]
    [InlineData("""{"model":5,"messages":[{"role":"user","content":"x"}]}""", "`model` must be a string, found a number")]
    [InlineData("""{"model":"policy/none","messages":[{"role":"user","content":"x"}]}""", "unknown policy `none`; policies are all, p0")]
    [InlineData("""{"model":"policy/all","messages":"x"}""", "`messages` must be a list of messages, found a string")]
    [InlineData("""{"model":"policy/all","messages":[1]}""", "`messages[0]` must be an object, found a number")]
    [InlineData(
        """{"model":"policy/all","n":0,"messages":[{"role":"user","content":"x"}]}""",
        "/n must be an integer from 1 to 128, found 0")]
    public async Task Body_that_cannot_be_served_is_an_error_of_the_clients_dialect(string body, string message)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");

        var openai = await gateway.Post("/openai/v1/chat/completions", body);
        var anthropic = await gateway.Post("/anthropic/v1/messages", body);

        Assert.InRange((int)openai.Status, 400, 404);
        Assert.Equal(message, openai.Json.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal(message, anthropic.Json.GetProperty("error").GetProperty("message").GetString());
        Assert.Equal("error", anthropic.Json.GetProperty("type").GetString());
    }
}
