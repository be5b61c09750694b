using System.Net;
using System.Text.Json;

namespace RulesRouter.Service.Tests.Loading;

public sealed class ReloadTests
{
    [Fact]
    public async Task Answers_503_before_the_first_revision_loads_and_readyz_lists_the_errors()
    {
        using var policies = new SmallPolicies();
        policies.Write("policy.yaml", SmallPolicies.Policy.Replace("objective: price", "objective: pricey", StringComparison.Ordinal));
        await using var service = await RunningService.Start(policies.Path);

        var answer = await service.Decide("""{ "policy": "small", "prompt": "hello" }""");
        var ready = await service.Get("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(
            """{"type":"about:blank","title":"no revision is loaded","status":503,"detail":"no policies have loaded yet; GET /readyz lists the errors"}""",
            answer.Text);
        Assert.Equal(answer.Text, (await service.Get("/v1/policies")).Text);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Contains("error RR0104: `select.objective` cannot be \\\"pricey\\\"", ready.Text, StringComparison.Ordinal);
        Assert.Equal("ok", (await service.Get("/healthz")).Text);
    }

    [Fact]
    public async Task Keeps_the_last_good_revision_when_a_policy_does_not_load()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);
        var before = await service.Get("/readyz");

        policies.Write("policy.yaml", "nonsense: [");
        var broken = await Until(service, ready => ready.GetProperty("problems").GetArrayLength() > 0);

        Assert.Equal(before.Json.GetProperty("revision").GetString(), broken.GetProperty("revision").GetString());
        Assert.True(broken.GetProperty("ready").GetBoolean());
        Assert.Equal("one/m", (await service.Decide("""{ "policy": "small", "prompt": "hello" }""")).Chosen);
    }

    [Fact]
    public async Task Loads_a_changed_policy_without_a_restart()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);
        var before = (await service.Get("/readyz")).Json.GetProperty("revision").GetString();

        policies.Write(
            "policy.yaml",
            SmallPolicies.Policy.Replace(
                "- id: no-interns",
                "- id: nowhere-but-two\n      when: \"true\"\n      constrain: { providers: { allow: [two] } }\n    - id: no-interns",
                StringComparison.Ordinal));
        await Until(service, ready => ready.GetProperty("revision").GetString() != before);

        Assert.Equal("two/m", (await service.Decide("""{ "policy": "small", "prompt": "hello" }""")).Chosen);
    }

    private static Task<JsonElement> Until(RunningService service, Func<JsonElement, bool> holds) =>
        RunningService.Until(async () => (await service.Get("/readyz")).Json, holds);
}
