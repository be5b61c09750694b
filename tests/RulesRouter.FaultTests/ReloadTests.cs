using RulesRouter.FaultTests.Faults;
using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Service.Tests;

namespace RulesRouter.FaultTests;

/// <summary>
/// Changes of the folder of policies under load: no request fails, and every decision is that of a version that was complete.
/// </summary>
public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();
    private readonly KnownPolicies policies = new();

    public void Dispose()
    {
        policies.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Reload_every_second_under_load_fails_no_request()
    {
        await using var service = await new ServiceProcess(folder.Path, policies.Current).Start();
        await using var load = Load.Load.Start(policies, new LoadOptions(), service);
        var version = KnownPolicies.Version.A;
        for (var reload = 0; reload < 8; reload++)
        {
            version = KnownPolicies.Other(version);
            var second = Task.Delay(1_000);
            policies.Use(version);
            await InUse(service, version);
            await second;
        }

        var verdict = await load.Finish();

        verdict.AssertFaultless();
        Assert.Equal(
            Enum.GetValues<KnownPolicies.Version>(),
            verdict.Decisions.Values.Select(one => policies.Of(one.Json.GetProperty("revision").GetString()!)!.Value).Distinct().Order());
    }

    /// <summary>What is there of the folder meanwhile loads, without protections.</summary>
    [Fact]
    public async Task File_that_is_written_slowly_is_not_used_before_it_is_complete()
    {
        await using var service = await new ServiceProcess(folder.Path, policies.Current, "--settle-time", "1s").Start();
        await using var load = Load.Load.Start(policies, new LoadOptions { Pause = TimeSpan.FromMilliseconds(5) }, service);

        policies.Use(KnownPolicies.Version.B);
        await FolderFaults.WriteSlowly(policies, TimeSpan.FromMilliseconds(300));
        await InUse(service, KnownPolicies.Version.B);

        (await load.Finish()).AssertFaultless();
    }

    [Fact]
    public async Task Half_a_file_and_an_empty_folder_leave_the_last_good_revision()
    {
        await using var service = await new ServiceProcess(folder.Path, policies.Current).Start();
        await using var load = Load.Load.Start(policies, new LoadOptions { Pause = TimeSpan.FromMilliseconds(5) }, service);

        FolderFaults.CutInHalf(policies);
        await HasProblem(service, "guard.yaml");
        FolderFaults.Empty(policies);
        await HasProblem(service, "no polic");
        policies.Use(KnownPolicies.Version.B);
        await InUse(service, KnownPolicies.Version.B);

        (await load.Finish()).AssertFaultless();
    }

    /// <summary>As Kubernetes replaces a ConfigMap.</summary>
    [Fact]
    public async Task Swapped_link_is_in_use_as_a_whole()
    {
        using var swapped = new SwappedFolder(policies, KnownPolicies.Version.A);
        string[] asByDefault = ["--settle-time", "1s", "--poll-interval", "1s"];
        await using var service = await new ServiceProcess(folder.Path, swapped.Path, asByDefault).Start();
        await using var load = Load.Load.Start(policies, new LoadOptions { Pause = TimeSpan.FromMilliseconds(5) }, service);

        swapped.Use(KnownPolicies.Version.B);
        await InUse(service, KnownPolicies.Version.B);

        (await load.Finish()).AssertFaultless();
    }

    private async Task InUse(ServiceProcess service, KnownPolicies.Version version)
    {
        using var client = new Client(service);
        await Until.True(
            async () => policies.Of((await client.Get("/readyz")).Json.GetProperty("revision").GetString()!) == version,
            Patience,
            () => $"version {version} is not in use:\n{service.Log}");
    }

    private static async Task HasProblem(ServiceProcess service, string part)
    {
        using var client = new Client(service);
        await Until.True(
            async () => (await client.Get("/readyz")).Json.GetProperty("problems").ToString().Contains(part, StringComparison.Ordinal),
            Patience,
            () => $"no problem with {part}:\n{service.Log}");
    }
}
