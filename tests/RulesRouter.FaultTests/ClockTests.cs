using RulesRouter.FaultTests.Faults;
using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Service.Tests;

namespace RulesRouter.FaultTests;

public sealed class ClockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly KnownPolicies policies = new(budgets: "[{ id: hour, limitUsd: 100000, window: hour }]");

    public void Dispose()
    {
        policies.Dispose();
        folder.Dispose();
    }

    /// <summary>The record starts segments by age, and decisions are found by their time.</summary>
    [ClockFact]
    public async Task Clock_that_jumps_ahead_and_back_fails_no_request_and_loses_nothing()
    {
        await using var service = new ServiceProcess(folder.Path, policies.Current);
        var clock = new FalseClock(service);
        await service.Start();
        await using var load = Load.Load.Start(policies, new LoadOptions { Callers = 4, Pause = TimeSpan.FromMilliseconds(5) }, service);
        foreach (var hours in (int[])[0, 2, -1, 26, 0, -30, 50, 0])
        {
            await clock.Set(hours);
            await load.More(100);
        }

        var verdict = await load.Finish();
        verdict.AssertFaultless();
        Assert.Empty(await Losses.Find(verdict, service));
        using var client = new Client(service);
        foreach (var decision in verdict.Decisions.Values.OrderBy(one => one.SentAt).Where((_, index) => index % 20 == 0))
        {
            Assert.Equal(decision.Text, (await client.Get($"/v1/decisions/{decision.Id}")).Text);
        }
    }
}
