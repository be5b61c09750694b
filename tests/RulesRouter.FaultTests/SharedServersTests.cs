using System.Diagnostics;
using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Service.Tests;
using RulesRouter.Service.Tests.Outcomes;
using RulesRouter.State.Tests;

namespace RulesRouter.FaultTests;

/// <summary>Two instances that share Redis and PostgreSQL; skipped with a printed reason where these are not installed.</summary>
public sealed class SharedServersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly KnownPolicies policies = new(budgets: KnownBudget.Declaration);
    private readonly PostgresServer postgres = new();
    private readonly RedisServer? redis = PostgresServer.Absence is null ? RedisServer.TryStart() : null;

    public void Dispose()
    {
        redis?.Dispose();
        postgres.Dispose();
        policies.Dispose();
        folder.Dispose();
    }

    [PostgresFact]
    public async Task Two_instances_agree_and_stay_within_every_budget()
    {
        if (redis is null)
        {
            return;
        }

        await using var pair = await Pair.Start(folder.Path, policies, redis, postgres.NewDatabase());
        await using var load = Load.Load.Start(policies, KnownBudget.Load, pair.Instances);
        await load.More(1_500);
        var verdict = await load.Finish();

        verdict.AssertFaultless();
        var spending = SessionSpending.Of(verdict, []);
        Assert.Empty(spending.AboveBound);
        Assert.NotEqual(0, spending.Exhausted);
        Assert.Empty(await Losses.Find(verdict, pair.Instances));
        await pair.Agree(verdict.Outcomes.Count);
    }

    [PostgresFact]
    public async Task Loss_of_Redis_and_PostgreSQL_fails_no_request_and_loses_nothing()
    {
        if (redis is null)
        {
            return;
        }

        await using var pair = await Pair.Start(folder.Path, policies, redis, postgres.NewDatabase());
        await using var load = Load.Load.Start(policies, KnownBudget.Load, pair.Instances);
        await load.More(300);
        redis.Kill();
        var lost = Stopwatch.GetTimestamp();
        await load.More(200);
        redis.Start();
        await load.More(300);
        postgres.Stop();
        await load.More(300);
        postgres.Start();
        await load.More(300);
        var verdict = await load.Finish();

        verdict.AssertFaultless();
        Assert.Empty(SessionSpending.Of(verdict, [lost]).AboveBound);
        Assert.Empty(await Losses.Find(verdict, pair.Instances));
    }
}
