using System.Diagnostics;
using System.Net;
using RulesRouter.Access;
using RulesRouter.Language.Access;
using RulesRouter.Service.Access;

namespace RulesRouter.Service.Tests.Access;

public sealed class ApiKeyReloadTests
{
    [Fact]
    public async Task Revoked_key_is_rejected_within_two_seconds()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide);
        var (other, otherEntry) = KeyedService.Key("two", AccessScope.Decide);
        await using var service = await KeyedService.Start([entry, otherEntry]);
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(key)).Status);

        service.Write([entry with { Revoked = RunningService.Now }, otherEntry]);
        var clock = Stopwatch.StartNew();
        while ((await service.Decide(key)).Status == HttpStatusCode.OK)
        {
            await Task.Delay(20);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"accepted for {clock.Elapsed}");
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(other)).Status);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("apiVersion: rulesrouter/v1\nkind: ApiKeys\nspec:\n  keys: {}\n", "`keys` is empty")]
    [InlineData("apiVersion: rulesrouter/v1\nkind: ApiKeys\nspec:\n  keys:\n    one: { hash: sha256:00, scopes: [decide] }\n", "`sha256:00` is not valid here")]
    [InlineData("apiVersion: rulesrouter/v1\nkind: ApiKeys\nspec:\n  keys:\n    one: { scopes: [decide] }\n", "`hash` is missing in `keys.one`")]
    [InlineData("apiVersion: rulesrouter/v1\nkind: ApiKeys\nspec:\n  keys:\n    one:", "`keys.one` must be an object, found nothing")]
    [InlineData("SAME ID", "duplicate key `\"one\"`")]
    public async Task File_with_errors_leaves_the_last_good_keys_and_is_reported(string content, string problem)
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide, AccessScope.Read);
        await using var service = await KeyedService.Start([entry]);
        var good = await File.ReadAllTextAsync(service.KeysPath);

        service.Replace(content == "SAME ID" ? good + good[good.IndexOf("    \"one\"", StringComparison.Ordinal)..] : content);
        var problems = await RunningService.Until(() => Problems(service, key), found => found.Count > 0);

        Assert.Contains(problems, one => one.Contains(problem.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(key)).Status);
        service.Replace(good);
        await RunningService.Until(
            async () => (await service.Get("/readyz", key)).Json.GetProperty("keyProblems").GetArrayLength(),
            count => count == 0);
    }

    [Fact]
    public async Task Deleted_file_leaves_the_last_good_keys_and_is_reported()
    {
        var (key, entry) = KeyedService.Key("one", AccessScope.Decide, AccessScope.Read);
        await using var service = await KeyedService.Start([entry]);

        File.Delete(service.KeysPath);
        var problems = await RunningService.Until(() => Problems(service, key), found => found.Count > 0);

        Assert.Equal([$"`{service.KeysPath}` cannot be read: it does not exist"], problems);
        Assert.Equal(HttpStatusCode.OK, (await service.Decide(key)).Status);
    }

    /// <summary>The file is written in steps: each step is a valid file with fewer keys.</summary>
    [Fact]
    public void Content_is_taken_only_when_two_reads_agree()
    {
        var folder = Directory.CreateTempSubdirectory("keys-").FullName;
        var path = Path.Combine(folder, "keys.yaml");
        ApiKey[] entries = [KeyedService.Key("a", AccessScope.Decide).Entry, KeyedService.Key("b", AccessScope.Decide).Entry];
        File.WriteAllText(path, ApiKeyFileWriter.Write(entries));
        var store = new ApiKeyStore(new() { KeysPath = path });
        try
        {
            File.WriteAllText(path, ApiKeyFileWriter.Write(entries[..1]));
            Assert.False(store.Refresh());
            File.WriteAllText(path, ApiKeyFileWriter.Write([entries[0], entries[1] with { Revoked = RunningService.Now }]));
            Assert.False(store.Refresh());
            Assert.Equal([null, null], store.Ring.Keys.Select(key => key.Revoked));
            Assert.True(store.Refresh());
            Assert.Equal([null, RunningService.Now], store.Ring.Keys.Select(key => key.Revoked));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<string>> Problems(KeyedService service, string key)
    {
        var ready = await service.Get("/readyz", key);
        return [.. ready.Json.GetProperty("keyProblems").EnumerateArray().Select(one => one.GetString()!)];
    }
}
