using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Service.Tests;

namespace RulesRouter.FaultTests;

public sealed class KillTests : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder folder = new();
    private readonly KnownPolicies policies = new();

    public void Dispose()
    {
        policies.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Every_acknowledged_decision_and_outcome_survives_20_kills()
    {
        await using var service = new ServiceProcess(folder.Path, policies.Current);
        await using var load = Load.Load.Start(policies, new LoadOptions(), service);
        for (var kill = 0; kill < Kills; kill++)
        {
            await service.Start();
            await load.More(200 + (kill * 7));
            await service.Kill();
        }

        var verdict = await load.Finish();
        await service.Start();

        verdict.AssertFaultless(mayBeUnanswered: true);
        Assert.Empty(await Losses.Find(verdict, service));
    }

    [Fact]
    public async Task Second_service_on_one_record_fails_with_a_message()
    {
        await using var first = await new ServiceProcess(folder.Path, policies.Current).Start();
        await using var second = new ServiceProcess(Path.Combine(folder.Path, "second"), policies.Current, "--record", first.Record);
        await using var load = Load.Load.Start(policies, new LoadOptions(), first);

        var (code, output) = await second.StartAndFail();
        await load.More(100);
        var verdict = await load.Finish();

        Assert.Equal(2, code);
        Assert.Equal(
            $"error: decisions cannot be recorded in `{first.Record}`: another process writes this record and holds `{first.Record}/lock`; stop it, "
                + "or give this instance a record of its own; name another folder or file with --record, or use --no-record",
            output);
        verdict.AssertFaultless();
        Assert.Empty(await Losses.Find(verdict, first));
    }
}
