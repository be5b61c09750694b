using System.Net;

namespace RulesRouter.Service.Tests.Recording;

/// <summary>The files of a running service's record change under it.</summary>
public sealed class RecordKeeperTests
{
    private const string Request = """{ "policy": "small", "prompt": "hello" }""";

    [Fact]
    public async Task Decisions_and_readiness_fail_while_another_process_has_the_record_and_recover()
    {
        using var policies = new SmallPolicies();
        using var folder = new TemporaryFolder();
        var root = folder.Path;
        var record = Path.Combine(root, "record");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });
        Directory.Move(record, Path.Combine(root, "away"));
        Directory.CreateDirectory(record);
        var taken = new FileStream(Path.Combine(record, "lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        await Task.Delay(TimeSpan.FromSeconds(1));

        var refused = await service.Decide(Request);
        var unready = await service.Get("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.Status);
        Assert.False(unready.Json.GetProperty("ready").GetBoolean());
        Assert.Contains(
            "another process writes this record",
            unready.Json.GetProperty("recordProblem").GetString(),
            StringComparison.Ordinal);

        await taken.DisposeAsync();
        var ready = await RunningService.Until(() => service.Get("/readyz"), answer => answer.Status == HttpStatusCode.OK);
        Assert.True(ready.Json.GetProperty("ready").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(Request)).Status);
    }

    [Fact]
    public async Task Closed_segments_are_compressed_and_old_ones_deleted_off_the_request_path()
    {
        using var policies = new SmallPolicies();
        using var folder = new TemporaryFolder();
        var record = folder.Path;
        var first = Path.Combine(record, "0000000001-20200101T000000Z.jsonl");
        await File.WriteAllTextAsync(first, "{}\n");
        await File.WriteAllTextAsync(Path.Combine(record, "0000000002-20200102T000000Z.jsonl"), "{}\n");
        await File.WriteAllTextAsync(Path.Combine(record, "0000000003-20260901T000000Z.jsonl"), "{}\n");
        await File.WriteAllTextAsync(Path.Combine(record, "0000000004-20260901T190000Z.jsonl"), "{}\n");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });

        await RunningService.Until(() => Task.FromResult(Directory.GetFiles(record, "*.jsonl*").Length), count => count == 3);
        await RunningService.Until(() => Task.FromResult(Directory.GetFiles(record, "*.jsonl").Length), count => count == 1);

        Assert.Equal(
            ["0000000002-20200102T000000Z.jsonl.gz", "0000000003-20260901T000000Z.jsonl.gz", "0000000004-20260901T190000Z.jsonl"],
            Directory.GetFiles(record, "*.jsonl*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }
}
