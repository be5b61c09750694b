using System.Net;
using System.Text.Json;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests.Loading;

/// <summary>Reloads that weaken protection: reported, or held until they are confirmed.</summary>
public sealed class WeakerReloadTests : IDisposable
{
    private const string Interns = """{ "policy": "small", "prompt": "hello", "attributes": { "team": "interns" } }""";

    private static readonly string WithoutDenial =
        SmallPolicies.Policy.Replace("team == \"interns\"", "team == \"temps\"", StringComparison.Ordinal);

    private readonly SmallPolicies policies = new();
    private readonly string state = Directory.CreateTempSubdirectory("rulesrouter-state-").FullName;

    public void Dispose()
    {
        policies.Dispose();
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public async Task A_weaker_reload_is_used_and_reported()
    {
        await using var service = await RunningService.Start(policies.Path, Reporting);
        var before = await Ready(service);

        policies.Write("policy.yaml", WithoutDenial);
        var weaker = await Until(service, ready => ready.GetProperty("weaker").ValueKind == JsonValueKind.Object);

        Assert.Equal(JsonValueKind.Null, before.GetProperty("weaker").ValueKind);
        Assert.Equal(weaker.GetProperty("revision").GetString(), weaker.GetProperty("weaker").GetProperty("revision").GetString());
        Assert.Contains(
            "policy `small`: newly allowed denied by small/no-interns: interns ask a person → not denied by a rule",
            Reasons(weaker, "weaker"));
        Assert.Equal("routed", (await service.Decide(Interns)).Json.GetProperty("outcome").GetString());
        Assert.Equal(1, service.Metrics.Sum("rulesrouter.reloads{result=weaker}"));
    }

    [Fact]
    public async Task A_held_reload_waits_for_its_confirmation()
    {
        await using var service = await RunningService.Start(policies.Path, Holding);
        var before = (await Ready(service)).GetProperty("revision").GetString();

        policies.Write("policy.yaml", WithoutDenial);
        var held = await Until(service, ready => ready.GetProperty("held").ValueKind == JsonValueKind.Object);
        var revision = held.GetProperty("held").GetProperty("revision").GetString();

        Assert.Equal(before, held.GetProperty("revision").GetString());
        Assert.Equal("denied", (await service.Decide(Interns)).Json.GetProperty("outcome").GetString());
        var wrong = await service.Post("/v1/policies:confirm", $$"""{ "revision": "{{before}}x" }""");
        Assert.Equal(
            (HttpStatusCode.Conflict, $"revision {revision} waits for confirmation, not {before}x"),
            (wrong.Status, wrong.Json.GetProperty("detail").GetString()));
        var confirmed = await service.Post("/v1/policies:confirm", $$"""{ "revision": "{{revision}}" }""");
        Assert.Equal(
            (HttpStatusCode.OK, revision, JsonValueKind.Null),
            (confirmed.Status, confirmed.Json.GetProperty("revision").GetString(), confirmed.Json.GetProperty("held").ValueKind));
        Assert.Equal("routed", (await service.Decide(Interns)).Json.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task What_is_held_is_held_after_a_restart_and_by_another_instance()
    {
        await using (var first = await RunningService.Start(policies.Path, Holding))
        {
            policies.Write("policy.yaml", WithoutDenial);
            await Until(first, ready => ready.GetProperty("held").ValueKind == JsonValueKind.Object);
        }

        await using var second = await RunningService.Start(policies.Path, Holding);
        await using var third = await RunningService.Start(policies.Path, Holding);
        Assert.Equal("denied", (await second.Decide(Interns)).Json.GetProperty("outcome").GetString());
        var held = await Until(second, ready => ready.GetProperty("held").ValueKind == JsonValueKind.Object);
        await Until(third, ready => ready.GetProperty("held").ValueKind == JsonValueKind.Object);
        Assert.Equal("denied", (await third.Decide(Interns)).Json.GetProperty("outcome").GetString());

        var revision = held.GetProperty("held").GetProperty("revision").GetString();
        await second.Post("/v1/policies:confirm", $$"""{ "revision": "{{revision}}" }""");
        await Until(third, ready => ready.GetProperty("revision").GetString() == revision);

        Assert.Equal("routed", (await third.Decide(Interns)).Json.GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("a stricter rule", "policy.yaml", "- id: no-interns", "- id: nothing-kept\n      when: team == \"law\"\n      constrain: { dataRetentionDays: { max: 0 } }\n    - id: no-interns")]
    [InlineData("another description", "policy.yaml", "Who asks.", "Who sends the request.")]
    [InlineData("another price", "catalog.yaml", "{ input: 1, output: 2 }", "{ input: 1, output: 3 }")]
    public async Task A_reload_that_is_not_weaker_is_not_held(string what, string file, string before, string after)
    {
        await using var service = await RunningService.Start(policies.Path, Holding);
        var revision = (await Ready(service)).GetProperty("revision").GetString();

        Change(file, before, after);
        var ready = await Until(service, ready => ready.GetProperty("revision").GetString() != revision);

        Assert.True(ready.GetProperty("held").ValueKind == JsonValueKind.Null, what);
    }

    [Theory]
    [InlineData("catalog.yaml", "one/m: { model: m,", "one/m: { model: m, compliance: [{ dataRetentionDays: 0, evidence: { source: contract } }],", "endpoint `one/m`: dataRetentionDays satisfies more than before")]
    [InlineData(
        "policy.yaml",
        "{ type: text, description: Who asks. }",
        "{ type: text, default: ide, description: Who asks. }",
        "policy `small`: unknown, because the default of `team` changed from unknown to \"ide\": requests without it are not compared")]
    [InlineData("policy.yaml", "  rules:", "    other: { type: text, description: Another. }\n  rules:", null)]
    public async Task Facts_of_compliance_and_unknown_changes_count(string file, string before, string after, string? reason)
    {
        await using var service = await RunningService.Start(policies.Path, Holding);
        var revision = (await Ready(service)).GetProperty("revision").GetString();

        Change(file, before, after);
        var ready = await Until(
            service,
            ready => ready.GetProperty("revision").GetString() != revision || ready.GetProperty("held").ValueKind == JsonValueKind.Object);

        if (reason is null)
        {
            Assert.Equal(JsonValueKind.Null, ready.GetProperty("held").ValueKind);
        }
        else
        {
            Assert.Equal([reason], Reasons(ready, "held"));
        }
    }

    [Fact]
    public async Task A_comparison_that_takes_too_long_counts_as_weaker()
    {
        await using var service = await RunningService.Start(
            policies.Path,
            options => Holding(options) with { Loading = Holding(options).Loading with { CompareLimit = TimeSpan.FromTicks(1) } });

        policies.Write("policy.yaml", SmallPolicies.Policy.Replace("Who asks.", "Who sends it.", StringComparison.Ordinal));
        var held = await Until(service, ready => ready.GetProperty("held").ValueKind == JsonValueKind.Object);

        Assert.Equal(["unknown, because the comparison took longer than 0 s"], Reasons(held, "held"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_accepted_revision_serves_after_a_restart_without_the_files(bool isGone)
    {
        string? revision;
        await using (var first = await RunningService.Start(policies.Path, Reporting))
        {
            revision = (await Ready(first)).GetProperty("revision").GetString();
        }

        policies.Write("policy.yaml", "nonsense: [");
        if (isGone)
        {
            File.Delete(policies.File("policy.yaml"));
            File.Delete(policies.File("catalog.yaml"));
        }

        await using var second = await RunningService.Start(policies.Path, Reporting);
        var ready = await Ready(second);

        Assert.Equal(
            (revision, true, "last accepted"),
            (
                ready.GetProperty("revision").GetString(),
                ready.GetProperty("problems").GetArrayLength() > 0,
                ready.GetProperty("servesFrom").GetString()));
        Assert.Equal("denied", (await second.Decide(Interns)).Json.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_rollback_serves_the_revision_before_until_the_files_change()
    {
        await using var service = await RunningService.Start(policies.Path, Reporting);
        var before = (await Ready(service)).GetProperty("revision").GetString();
        policies.Write("policy.yaml", WithoutDenial);
        await Until(service, ready => ready.GetProperty("revision").GetString() != before);

        var answer = await service.Post("/v1/policies:rollback", "{}");
        await service.Post("/v1/policies:reload", "");

        Assert.Equal((HttpStatusCode.OK, before), (answer.Status, answer.Json.GetProperty("revision").GetString()));
        Assert.Equal(
            (before, "rolled back"),
            ((await Ready(service)).GetProperty("revision").GetString(), (await Ready(service)).GetProperty("servesFrom").GetString()));
        policies.Write("policy.yaml", SmallPolicies.Policy.Replace("Who asks.", "Who sends it.", StringComparison.Ordinal));
        await Until(service, ready => ready.GetProperty("servesFrom").GetString() == "source");
    }

    [Fact]
    public async Task A_rollback_to_a_weaker_revision_is_reported()
    {
        policies.Write("policy.yaml", SmallPolicies.Policy.Replace("deny: true", "oblige: { audit: full }", StringComparison.Ordinal));
        await using var service = await RunningService.Start(policies.Path, Holding);
        var before = (await Ready(service)).GetProperty("revision").GetString();
        Change("policy.yaml", "oblige: { audit: full }", "deny: true\n      oblige: { audit: full }");
        await Until(service, ready => ready.GetProperty("revision").GetString() != before);

        await service.Post("/v1/policies:rollback", "{}");

        var weaker = await Until(service, ready => ready.GetProperty("weaker").ValueKind == JsonValueKind.Object);
        Assert.Equal((before, "rolled back"), (weaker.GetProperty("revision").GetString(), weaker.GetProperty("servesFrom").GetString()));
        Assert.Contains(
            "policy `small`: newly allowed denied by small/no-interns: interns ask a person → not denied by a rule",
            Reasons(weaker, "weaker"));
    }

    [Theory]
    [InlineData("confirm", "{}", 400, "/revision: is missing: name the revision that waits")]
    [InlineData("confirm", """{ "revision": "sha256:0" }""", 409, "no revision waits for confirmation")]
    [InlineData("rollback", """{"revision":"a","commit":"b"}""", 400, "/commit: cannot be combined with `revision`; send one of the two")]
    [InlineData("rollback", """{ "revison": "a" }""", 400, "/revison: unknown field `revison`; did you mean `revision`?")]
    [InlineData("rollback", "{}", 409, "no earlier revision is kept")]
    [InlineData("rollback", """{ "revision": "sha256:0" }""", 409, "revision sha256:0 is not kept")]
    public async Task A_call_that_changes_nothing_says_why(string call, string body, int status, string reason)
    {
        await using var service = await RunningService.Start(policies.Path, Reporting);

        var answer = await service.Post($"/v1/policies:{call}", body);

        var found = answer.Json.TryGetProperty("errors", out var errors)
            ? $"{errors[0].GetProperty("pointer").GetString()}: {errors[0].GetProperty("message").GetString()}"
            : answer.Json.GetProperty("detail").GetString();
        Assert.Equal((status, reason), ((int)answer.Status, found));
    }

    private static async Task<JsonElement> Ready(RunningService service) => (await service.Get("/readyz")).Json;

    private static Task<JsonElement> Until(RunningService service, Func<JsonElement, bool> holds) =>
        RunningService.Until(() => Ready(service), holds);

    private static IEnumerable<string?> Reasons(JsonElement ready, string of) =>
        ready.GetProperty(of).GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString());

    private void Change(string file, string before, string after)
    {
        var text = File.ReadAllText(policies.File(file));
        Assert.Contains(before, text, StringComparison.Ordinal);
        policies.Write(file, text.Replace(before, after, StringComparison.Ordinal));
    }

    private ServiceOptions Reporting(ServiceOptions options) => options with { Loading = options.Loading with { StatePath = state } };

    private ServiceOptions Holding(ServiceOptions options) =>
        options with { Loading = options.Loading with { StatePath = state, WeakerReload = WeakerReload.Hold } };
}
