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

        var unready = await RunningService.Until(
            () => service.Get("/readyz"),
            answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        var refused = await service.Decide(Request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
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
    public async Task Damaged_closed_segments_are_reported_until_they_are_back_and_decisions_go_on()
    {
        using var policies = new SmallPolicies();
        using var folder = new TemporaryFolder();
        var record = folder.Path;
        var paths = Enumerable.Range(1, 4)
            .Select(number => Path.Combine(record, $"000000000{number}-20260901T000000Z.jsonl.gz"))
            .ToArray();
        foreach (var path in paths)
        {
            await File.WriteAllBytesAsync(path, new byte[100]);
        }

        await File.WriteAllTextAsync(Path.Combine(record, "0000000005-20260901T000000Z.jsonl"), "{}\n");
        await using var service = await RunningService.Start(policies.Path, options => options with { RecordPath = record });
        Assert.Empty(await Damage(service));

        File.Delete(paths[0]);
        File.Move(paths[1], paths[1] + ".bak");
        await File.WriteAllBytesAsync(paths[2], new byte[7]);
        await File.WriteAllBytesAsync(paths[3], new byte[101]);
        var damage = await RunningService.Until(() => Damage(service), found => found.Length == 4);

        Assert.Equal(
            [
                $"`{paths[0]}` was deleted or renamed",
                $"`{paths[1]}` was deleted or renamed",
                $"`{paths[2]}` was truncated from 100 to 7 bytes",
                $"`{paths[3]}` was changed: it has 101 bytes, not 100",
            ],
            damage);
        Assert.Equal(HttpStatusCode.OK, (await service.Get("/readyz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(Request)).Status);
        Assert.Contains("rulesrouter_record_damage", (await service.Get("/metrics")).Text, StringComparison.Ordinal);

        File.Move(paths[1] + ".bak", paths[1]);
        foreach (var path in new[] { paths[0], paths[2], paths[3] })
        {
            await File.WriteAllBytesAsync(path, new byte[100]);
        }

        await RunningService.Until(() => Damage(service), found => found.Length == 0);
    }

    [Fact]
    public async Task Segment_that_is_closed_and_deleted_under_the_service_is_missing()
    {
        using var policies = new SmallPolicies();
        using var folder = new TemporaryFolder();
        await using var service = await RunningService.Start(
            policies.Path,
            options => options with { RecordPath = folder.Path, RecordSegmentBytes = 1 });

        await service.Decide(Request);
        var closed = Directory.GetFiles(folder.Path, "0000000001-*.jsonl*").Single();
        File.Delete(closed);

        var damage = Assert.Single(await RunningService.Until(() => Damage(service), found => found.Length == 1));
        Assert.Contains(damage, new[] { "segment 1 of the record is missing", $"`{closed}` was deleted or renamed" });
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

    private static async Task<string[]> Damage(RunningService service) =>
    [
        .. (await service.Get("/readyz")).Json.GetProperty("recordDamage").EnumerateArray().Select(one => one.GetString()!),
    ];
}
