using System.Net;
using System.Text.Json;

namespace RulesRouter.Service.Tests.Recording;

public sealed class RecordTests
{
    [Fact]
    public async Task Writes_a_line_per_decision_with_facts_and_revision_but_without_the_prompt()
    {
        using var policies = new SmallPolicies();
        var record = policies.File("decisions.jsonl");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });

        var answer = await service.Decide("""{ "policy": "small", "prompt": "an unmistakable text", "attributes": { "team": "ide" } }""");

        var line = Assert.Single(Lines(record));
        Assert.DoesNotContain("unmistakable", line, StringComparison.Ordinal);
        using var parsed = JsonDocument.Parse(line);
        Assert.Equal(answer.Json.GetProperty("decisionId").GetString(), parsed.RootElement.GetProperty("decisionId").GetString());
        Assert.Equal("ide", parsed.RootElement.GetProperty("facts").GetProperty("team").GetString());
        Assert.Matches("^sha256:[0-9a-f]{64}$", parsed.RootElement.GetProperty("requestDigest").GetString());
        Assert.Equal(answer.Text, parsed.RootElement.GetProperty("decision").GetRawText());
    }

    [Fact]
    public async Task Writes_a_line_for_each_decided_request_of_a_batch()
    {
        using var policies = new SmallPolicies();
        var record = policies.File("decisions.jsonl");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });

        await service.Post(
            "/v1/decisions/batch",
            """{ "requests": [ { "policy": "small", "prompt": "one" }, { "policy": "unknown", "prompt": "two" }, { "policy": "small", "prompt": "three" } ] }""");

        Assert.Equal(2, Lines(record).Length);
    }

    [Fact]
    public async Task Starts_a_new_line_after_an_incomplete_one()
    {
        using var policies = new SmallPolicies();
        var record = policies.File("decisions.jsonl");
        await File.WriteAllTextAsync(record, "{\"decisionId\":\"1\"}\n{\"decisi");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });

        var answer = await service.Decide("""{ "policy": "small", "prompt": "hello" }""");

        var lines = Lines(record);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith($"{{\"decisionId\":\"{answer.Json.GetProperty("decisionId").GetString()}\"", lines[2], StringComparison.Ordinal);
    }

    /// <summary>A device that is always full simulates a full disk; only Linux has one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Returns_no_decision_that_cannot_be_recorded(bool sync)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(
            policies.Path,
            options => options with { RecordPath = "/dev/full", SyncRecord = sync });

        foreach (var (path, body) in new[] { ("/v1/decisions", """{ "policy": "small", "prompt": "hello" }"""), ("/v1/decisions/batch", """{ "requests": [ { "policy": "small", "prompt": "hello" } ] }""") })
        {
            var answer = await service.Post(path, body);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal(
                """{"type":"about:blank","title":"the decision could not be recorded","status":503,"detail":"the service returns no decision that is not recorded; the log has the reason"}""",
                answer.Text);
        }
    }

    [Fact]
    public async Task Records_all_concurrent_decisions()
    {
        using var policies = new SmallPolicies();
        var record = policies.File("decisions.jsonl");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => service.Decide("""{ "policy": "small", "prompt": "hello" }""")));

        var recorded = Lines(record).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("decisionId").GetString()).ToHashSet();
        Assert.Equal(200, recorded.Count);
        Assert.All(answers, answer => Assert.Contains(answer.Json.GetProperty("decisionId").GetString(), recorded));
    }

    private static string[] Lines(string record)
    {
        using var reader = new StreamReader(new FileStream(record, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
