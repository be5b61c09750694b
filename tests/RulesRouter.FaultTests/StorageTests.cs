using System.Net;
using System.Runtime.Versioning;
using RulesRouter.FaultTests.Faults;
using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Service.Tests;

namespace RulesRouter.FaultTests;

/// <summary>Disks and files that cannot be written for a while.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StorageTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();
    private readonly KnownPolicies policies = new(budgets: "[{ id: day, limitUsd: 100000, window: day, onStoreLost: allow }]");

    public void Dispose()
    {
        policies.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Full_disk_stops_decisions_and_readiness_and_loses_nothing()
    {
        if (SmallDisk.TryMount(Path.Combine(folder.Path, "disk")) is not { } disk)
        {
            return;
        }

        using (disk)
        {
            await using var service = await new ServiceProcess(disk.Path, policies.Current).Start();
            await StopsAndRecovers(service, disk.Fill, disk.Free);
        }
    }

    [Fact]
    public async Task File_size_limit_stops_decisions_and_readiness_and_loses_nothing()
    {
        await using var service = await new ServiceProcess(folder.Path, policies.Current) { Wrapper = FileSizeLimit.Wrapper }.Start();
        await StopsAndRecovers(service, () => FileSizeLimit.Set(service.Id, 64 * 1024), () => FileSizeLimit.Set(service.Id, null));
    }

    [Fact]
    public async Task Read_only_record_stops_decisions_and_readiness_and_loses_nothing()
    {
        if (PlainUser.TryWrap(folder.Path, policies.Root) is not { } wrapper)
        {
            return;
        }

        await using var service = await new ServiceProcess(folder.Path, policies.Current) { Wrapper = wrapper }.Start();
        await StopsAndRecovers(service, () => Permit(service, 0), () => Permit(service, UnixFileMode.UserWrite));
    }

    /// <summary>The store of outcomes, and the one of budgets, whose loss is allowed.</summary>
    [Fact]
    public async Task Stores_locked_for_ten_seconds_fail_no_request_and_lose_nothing()
    {
        await using var service = await new ServiceProcess(folder.Path, policies.Current).Start();
        await using var load = Load.Load.Start(policies, new LoadOptions { Pause = TimeSpan.FromMilliseconds(5) }, service);
        await load.More(100);

        using (SqliteLock.Of(service.Outcomes))
        using (SqliteLock.Of(service.State))
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
        }

        await load.More(100);
        var verdict = await load.Finish();

        verdict.AssertFaultless();
        Assert.Empty(await Losses.Find(verdict, service));
    }

    private async Task StopsAndRecovers(ServiceProcess service, Action fault, Action mend)
    {
        using var client = new Client(service);
        await using var load = Load.Load.Start(policies, new LoadOptions { Callers = 4, Pause = TimeSpan.FromMilliseconds(5) }, service);
        await load.More(200);
        fault();
        await Until.True(
            async () => (await client.Get("/readyz")).Status == HttpStatusCode.ServiceUnavailable
                && (await client.Post("/v1/decisions", KnownRequest.Public.Json())).Status == HttpStatusCode.ServiceUnavailable,
            Patience,
            () => $"still ready:\n{service.Log}");
        var problem = (await client.Get("/readyz")).Json.GetProperty("recordProblem").GetString();
        mend();
        await Until.True(
            async () => (await client.Get("/readyz")).Status == HttpStatusCode.OK,
            Patience,
            () => $"still not ready:\n{service.Log}");
        var before = load.Verdict.ServerErrors.Count;
        await load.More(100);
        var verdict = await load.Finish();

        Assert.False(string.IsNullOrEmpty(problem));
        Assert.Empty(verdict.Wrong.Take(3));
        Assert.All(verdict.ServerErrors, error => Assert.Contains(": 503 ", error, StringComparison.Ordinal));
        Assert.InRange(verdict.ServerErrors.Count - before, 0, 4);
        Assert.Empty(await Losses.Find(verdict, service));
    }

    private static void Permit(ServiceProcess service, UnixFileMode write)
    {
        foreach (var file in Directory.GetFiles(service.Record))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | write);
        }

        File.SetUnixFileMode(service.Record, UnixFileMode.UserRead | UnixFileMode.UserExecute | write);
    }
}
