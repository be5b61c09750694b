using System.Diagnostics;
using RulesRouter.Service.Loading;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Tests.Loading;

/// <summary>Folders whose files change while the service runs, with the settings of `serve`.</summary>
public sealed class SettlingTests
{
    private static readonly string OnlyTwo = SmallPolicies.Policy.Replace(
        "- id: no-interns",
        "- id: nowhere-but-two\n      when: \"true\"\n      constrain: { providers: { allow: [two] } }\n    - id: no-interns",
        StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_being_written_is_not_loaded()
    {
        using var policies = new SmallPolicies();
        var clock = new SteppedClock();
        var (router, loading) = Loading(policies, clock);
        loading.Start(CancellationToken.None);
        var before = router.Current!.Set.Revision;

        // A part of it is a policy without the rule that denies.
        var lines = OnlyTwo.Split('\n');
        for (var written = 1; written <= lines.Length; written += 4)
        {
            policies.Write("policy.yaml", string.Join('\n', lines.Take(written)));
            loading.Step(CancellationToken.None);
            clock.Advance(TimeSpan.FromMilliseconds(999));
            loading.Step(CancellationToken.None);
            Assert.Equal(before, router.Current.Set.Revision);
            Assert.True(loading.Status.IsSettling);
        }

        policies.Write("policy.yaml", OnlyTwo);
        loading.Step(CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(1));
        loading.Step(CancellationToken.None);
        Assert.NotEqual(before, router.Current.Set.Revision);
        Assert.False(loading.Status.IsSettling);
    }

    /// <summary>Its folder never settles within the test.</summary>
    [Fact]
    public async Task A_service_that_stops_does_not_wait_for_the_files_to_settle()
    {
        using var policies = new SmallPolicies();
        var (router, loading) = Loading(policies, TimeProvider.System, TimeSpan.FromHours(1));
        using var stop = new CancellationTokenSource();

        var start = Task.Run(() => loading.Start(stop.Token));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Null(router.Current);
    }

    /// <summary>While the folder settles, what was read first is compiled.</summary>
    [Theory]
    [InlineData("part", "whole", "whole")]
    [InlineData("whole", "part", "whole", "whole")]
    [InlineData("whole", "whole")]
    public void A_service_starts_with_what_the_folder_has_once_it_settled(params string[] reads)
    {
        using var policies = new SmallPolicies();
        var options = Options(policies, TimeSpan.FromMilliseconds(1));
        var router = new Router(options.Routing);
        var whole = new PolicyContent(router.Read()!.Value, Commit: null);
        policies.Write("policy.yaml", SmallPolicies.Policy[..^40]);
        var part = new PolicyContent(router.Read()!.Value, Commit: null);
        var source = new WrittenSource(reads.Select(read => read == "whole" ? whole : part));

        new PolicyLoading(router, source, options, TimeProvider.System).Start(CancellationToken.None);

        Assert.NotNull(router.Current);
        Assert.Empty(router.Problems);
        Assert.Equal(0, source.Left);
    }

    [Fact]
    public async Task A_folder_without_policies_does_not_replace_a_revision()
    {
        using var policies = new SmallPolicies();
        await using var service = await RunningService.Start(policies.Path);
        var before = await Revision(service);

        var catalog = await File.ReadAllTextAsync(policies.File("catalog.yaml"));
        File.Delete(policies.File("policy.yaml"));
        var emptied = await RunningService.Until(
            async () => (await service.Get("/readyz")).Json,
            ready => ready.GetProperty("problems").GetArrayLength() > 0);

        Assert.Equal(before, emptied.GetProperty("revision").GetString());
        Assert.Equal(
            $"error RR0803: `{policies.Path}` has no policy that a request can name",
            emptied.GetProperty("problems")[0].GetString()!.Split('\n')[0]);
        File.Delete(policies.File("catalog.yaml"));
        await service.Post("/v1/policies:reload", "");
        Assert.Equal("one/m", (await service.Decide("""{ "policy": "small", "prompt": "hello" }""")).Chosen);

        policies.Write("catalog.yaml", catalog);
        policies.Write("policy.yaml", SmallPolicies.Policy);
        await RunningService.Until(
            async () => (await service.Get("/readyz")).Json,
            ready => ready.GetProperty("problems").GetArrayLength() == 0);
        Assert.Equal(before, await Revision(service));
    }

    /// <summary>As Kubernetes updates a mounted ConfigMap: the files are links into a folder that is replaced by renaming a link.</summary>
    [Fact]
    public async Task A_swapped_symbolic_link_is_in_use_within_three_seconds()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var first = new SmallPolicies();
        using var second = new SmallPolicies();
        second.Write("policy.yaml", OnlyTwo);
        var mounted = Directory.CreateTempSubdirectory("rulesrouter-mounted-");
        var data = Path.Combine(mounted.FullName, "..data");
        Directory.CreateSymbolicLink(data, Copied(first.Path, mounted.FullName, "..1"));
        foreach (var name in new[] { "catalog.yaml", "policy.yaml" })
        {
            File.CreateSymbolicLink(Path.Combine(mounted.FullName, name), Path.Combine("..data", name));
        }

        await using var service = await RunningService.Start(mounted.FullName, Serving);
        Assert.Equal("one/m", (await service.Decide("""{ "policy": "small", "prompt": "hello" }""")).Chosen);

        var watch = Stopwatch.StartNew();
        var next = Path.Combine(mounted.FullName, "..data_tmp");
        Directory.CreateSymbolicLink(next, Copied(second.Path, mounted.FullName, "..2"));
        using (var rename = Process.Start("mv", ["-T", next, data]))
        {
            await rename.WaitForExitAsync();
        }

        await RunningService.Until(
            async () => (await service.Decide("""{ "policy": "small", "prompt": "hello" }""")).Chosen,
            chosen => chosen == "two/m");

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        mounted.Delete(recursive: true);
    }

    private static string Copied(string from, string to, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(to, name)).FullName;
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    private static (Router Router, PolicyLoading Loading) Loading(SmallPolicies policies, TimeProvider clock, TimeSpan? settleTime = null)
    {
        var options = Options(policies, settleTime);
        var router = new Router(options.Routing);
        return (router, new PolicyLoading(router, new FolderSource(router, options), options, clock));
    }

    private static ServiceOptions Options(SmallPolicies policies, TimeSpan? settleTime)
    {
        var options = new ServiceOptions { PoliciesPath = policies.Path, RecordPath = null, OutcomesPath = null, StatePath = null };
        return settleTime is { } time ? options with { Loading = options.Loading with { SettleTime = time } } : options;
    }

    private static async Task<string?> Revision(RunningService service) =>
        (await service.Get("/readyz")).Json.GetProperty("revision").GetString();

    /// <summary>The defaults of `serve`.</summary>
    private static ServiceOptions Serving(ServiceOptions options) =>
        options with { PollInterval = TimeSpan.FromSeconds(1), Loading = new LoadingOptions() };
}
