using System.Net;
using System.Text.Json;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>Answers that a policy checks: the first hop says <c>poor</c>, the second <c>good</c>.</summary>
public sealed class PolicyCheckTests : IDisposable
{
    private readonly string checks = Path.GetTempFileName();

    [Theory]
    [InlineData("schema: { type: object, required: [good] }", "the answer does not conform to the policy's JSON schema: /good is missing")]
    [InlineData("script: saysGood", "script `saysGood` rejects it")]
    [InlineData("script: throws", "script `throws` gives no verdict: it threw poor")]
    [InlineData("run: [words]", "check `words`: exit status 1")]
    [InlineData("run: [linter]", "check `linter`: rejected")]
    public async Task Answer_that_fails_a_check_leads_on(string check, string fault)
    {
        await using var gateway = await Start(check);

        var answer = await gateway.Chat();

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["p0/m0 rejected-output", "p1/m1"], answer.Hops);
        Assert.Equal(fault, answer.Extension.GetProperty("hops")[0].GetProperty("rejected").GetString());
        Assert.Contains("good", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run: [slow]", "check `slow`: no verdict within 300 ms")]
    [InlineData("run: [loud]", "check `loud`: it wrote more than 1048576 bytes")]
    [InlineData("run: [absent]", "check `absent`: `/no/such/program` cannot be started")]
    [InlineData("run: [down]", "check `down`: no connection")]
    [InlineData("run: [secretive]", null)]
    public async Task Check_that_gives_no_verdict_has_not_passed(string check, string? fault)
    {
        await using var gateway = await Start(check);

        var answer = await gateway.Chat();

        var hop = answer.Extension.GetProperty("hops")[0];
        Assert.Equal(fault, hop.TryGetProperty("rejected", out var rejected) ? rejected.GetString() : null);
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-responses")]
    [InlineData("anthropic-messages")]
    public async Task Stream_that_the_policy_buffers_is_checked_before_anything_goes_out(string upstream)
    {
        await using var gateway = await Start("{ script: saysGood, buffer: true }", upstream);

        foreach (var answer in new[] { await gateway.Chat(true), await gateway.Responses(true), await gateway.Messages(true) })
        {
            Assert.Equal("text/event-stream", answer.Headers["content-type"]);
            Assert.Equal(["p0/m0 rejected-output", "p1/m1"], answer.Hops);
            Assert.DoesNotContain("poor", answer.Body.Replace("rejected", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Buffered_stream_without_a_better_hop_goes_out_with_the_reason()
    {
        await using var gateway = await Start("{ script: saysGood, buffer: true }");
        gateway.Upstreams[1].Otherwise = MockAnswers.Says("also poor");

        var answer = await gateway.Chat(true);

        Assert.Equal(["p0/m0 rejected-output", "p1/m1"], answer.Hops);
        Assert.Contains("also", answer.Body, StringComparison.Ordinal);
        Assert.Equal("script `saysGood` rejects it", answer.Extension.GetProperty("hops")[1].GetProperty("rejected").GetString());
    }

    [Fact]
    public async Task Buffered_stream_that_breaks_leads_on()
    {
        await using var gateway = await Start("{ script: saysGood, buffer: true }");
        gateway.Upstreams[0].Otherwise = MockAnswers.Cuts("poor", 3);

        var answer = await gateway.Messages(true);

        Assert.Equal(["p0/m0 unavailable", "p1/m1"], answer.Hops);
    }

    [Fact]
    public async Task Stream_is_not_checked_unless_the_policy_buffers_it()
    {
        await using var gateway = await Start("script: saysGood");

        Assert.Equal(["p0/m0"], (await gateway.Chat(true)).Hops);
    }

    [Fact]
    public async Task Check_that_no_one_defined_is_an_error_that_says_how()
    {
        await using var gateway = await Start("run: [unit-tests]");

        var answer = await gateway.Chat();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(
            "policy `all` names check `unit-tests`, which the gateway does not have; start the service with --gateway-checks and a file that defines it",
            answer.Json.GetProperty("error").GetProperty("message").GetString());
    }

    public void Dispose() => File.Delete(checks);

    private async Task<RunningGateway> Start(string check, string dialect = "openai-chat")
    {
        var linter = await MockUpstream.Start();
        linter.Otherwise = (context, call) =>
        {
            context.Response.StatusCode = call.Json.GetProperty("text").GetString()!.Contains("good", StringComparison.Ordinal) ? 204 : 422;
            return Task.CompletedTask;
        };
        await File.WriteAllTextAsync(checks, JsonSerializer.Serialize(new
        {
            checks = new Dictionary<string, object>
            {
                ["words"] = new { command = new[] { "grep", "-q", "good" } },
                ["slow"] = new { command = new[] { "sleep", "60" }, timeoutMs = 300 },
                ["loud"] = new { command = new[] { "yes" } },
                ["absent"] = new { command = new[] { "/no/such/program" } },
                ["secretive"] = new { command = new[] { "sh", "-c", "! env | grep -q RULESROUTER_TEST_SECRET" } },
                ["linter"] = new { url = linter.BaseUrl },
                ["down"] = new { url = "http://127.0.0.1:1/" },
            },
        }));
        Environment.SetEnvironmentVariable("RULESROUTER_TEST_SECRET", "x");
        var gateway = await RunningGateway.Start(
            [dialect, dialect],
            options => options with { Gateway = options.Gateway with { ChecksPath = checks } },
            policy: $$"""
                apiVersion: rulesrouter/v1
                kind: RoutingPolicy
                metadata: { name: all }
                spec:
                  scripts:
                    saysGood: { inputs: { answer: text }, result: boolean, body: "return answer.includes('good');" }
                    throws: { inputs: { answer: text }, result: boolean, body: "if (answer.includes('poor')) { throw 'poor'; } return true;" }
                  rules:
                    - id: default
                      select:
                        objective: ordered
                        prefer: [p0/m0, p1/m1]
                        fallback: { max: 8, on: [rejected-output] }
                        checks: {{(check.StartsWith('{') ? check : "{ " + check + " }")}}
                """);
        gateway.Upstreams[0].Otherwise = MockAnswers.Says("""{"poor":1}""");
        gateway.Upstreams[1].Otherwise = MockAnswers.Says("""{"good":1}""");
        return gateway;
    }
}
