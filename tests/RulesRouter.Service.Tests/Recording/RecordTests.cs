using System.Net;
using System.Text.Json;

namespace RulesRouter.Service.Tests.Recording;

public sealed class RecordTests
{
    [Fact]
    public async Task Each_decision_is_a_line_with_facts_revision_and_state_but_without_the_prompt()
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
    public async Task A_batch_is_a_line_for_each_request_that_was_decided()
    {
        using var policies = new SmallPolicies();
        var record = policies.File("decisions.jsonl");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });

        await service.Post("/v1/decisions/batch", """{ "requests": [ { "policy": "small", "prompt": "one" }, { "policy": "nobody", "prompt": "two" }, { "policy": "small", "prompt": "three" } ] }""");

        Assert.Equal(2, Lines(record).Length);
    }

    [Fact]
    public async Task A_line_that_a_killed_process_left_half_written_does_not_spoil_the_next()
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

    /// <summary>A device that is always full stands for a disk that has become so; only Linux has one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_decision_that_cannot_be_recorded_is_not_given(bool sync)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = "/dev/full", SyncRecord = sync });

        foreach (var (path, body) in new[] { ("/v1/decisions", """{ "policy": "small", "prompt": "hello" }"""), ("/v1/decisions/batch", """{ "requests": [ { "policy": "small", "prompt": "hello" } ] }""") })
        {
            var answer = await service.Post(path, body);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal(
                """{"type":"about:blank","title":"the decision could not be recorded","status":503,"detail":"no decision is given that the record does not keep; the log says what is wrong with it"}""",
                answer.Text);
        }
    }

    [Fact]
    public async Task Decisions_made_at_once_are_all_there()
    {
        using var policies = new SmallPolicies();
        var record = policies.File("decisions.jsonl");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => service.Decide("""{ "policy": "small", "prompt": "hello" }""")));

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
