using System.Collections.Concurrent;
using System.Diagnostics;
using RulesRouter.FaultTests.Faults;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Service.Tests.Outcomes;
using RulesRouter.State.Tests;

namespace RulesRouter.FaultTests.Soak;

/// <summary>The faults of a soak. Each ends when both instances are ready again.</summary>
internal sealed class SoakFaults
{
    private readonly Pair pair;
    private readonly KnownPolicies policies;
    private readonly RedisServer redis;
    private readonly PostgresServer postgres;
    private readonly (string Name, Func<Random, Task> Happen)[] all;
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
    private KnownPolicies.Version version = KnownPolicies.Version.A;

    public SoakFaults(Pair pair, KnownPolicies policies, RedisServer redis, PostgresServer postgres)
    {
        (this.pair, this.policies, this.redis, this.postgres) = (pair, policies, redis, postgres);
        all =
        [
            ("kill -9 of an instance", KillInstance),
            ("SIGTERM of an instance", StopInstance),
            ("instance frozen for 2 s", FreezeInstance),
            ("Redis killed, its data lost", LoseRedis),
            ("PostgreSQL killed", LosePostgres),
            ("policies replaced", _ => Replace()),
            ("policies written slowly", _ => WriteSlowly()),
            ("policies cut in half, then gone", _ => CutAndEmpty()),
            ("segment of a record deleted", DeleteSegment),
            ("state of budgets locked for 3 s", LockState),
            ("500 slow connections", SlowDown),
            ("500 hostile requests", Attack),
        ];
    }

    /// <summary>How often each fault happened.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>When Redis lost its data, in ticks of the monotonic clock.</summary>
    public List<long> RedisLosses { get; } = [];

    /// <summary>Hostile requests that were answered with 5xx.</summary>
    public ConcurrentQueue<string> ServerErrors { get; } = new();

    /// <summary>Does one of them, each before any is repeated.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> Next(Random random)
    {
        var least = all.Min(fault => counts.GetValueOrDefault(fault.Name));
        var open = all.Where(fault => counts.GetValueOrDefault(fault.Name) == least).ToArray();
        var (name, happen) = open[random.Next(open.Length)];
        await happen(random);
        counts[name] = least + 1;
        return name;
    }

    private ServiceProcess AnyOf(Random random) => pair.Instances[random.Next(pair.Instances.Length)];

    private async Task KillInstance(Random random)
    {
        var instance = AnyOf(random);
        await instance.Kill();
        await instance.Start();
    }

    private async Task StopInstance(Random random)
    {
        var instance = AnyOf(random);
        instance.AskToStop();
        Assert.Equal(0, await instance.Exited());
        await instance.Start();
    }

    private async Task FreezeInstance(Random random)
    {
        var instance = AnyOf(random);
        instance.Pause();
        await Task.Delay(TimeSpan.FromSeconds(2));
        instance.Resume();
    }

    private async Task LoseRedis(Random random)
    {
        RedisLosses.Add(Stopwatch.GetTimestamp());
        redis.Kill();
        await Task.Delay(TimeSpan.FromSeconds(2));
        redis.Start();
    }

    private async Task LosePostgres(Random random)
    {
        postgres.Stop();
        await Task.Delay(TimeSpan.FromSeconds(2));
        postgres.Start();
    }

    private async Task Replace()
    {
        version = KnownPolicies.Other(version);
        policies.Use(version);
        foreach (var instance in pair.Instances)
        {
            using var client = new Client(instance);
            await Until.True(
                async () => policies.Of((await client.Get("/readyz")).Json.GetProperty("revision").GetString()!) == version,
                TimeSpan.FromSeconds(90),
                () => $"version {version} is not in use:\n{instance.Log}");
        }
    }

    private Task WriteSlowly() => FolderFaults.WriteSlowly(policies, TimeSpan.FromMilliseconds(100));

    private async Task CutAndEmpty()
    {
        FolderFaults.CutInHalf(policies);
        await Task.Delay(TimeSpan.FromSeconds(1));
        FolderFaults.Empty(policies);
        await Task.Delay(TimeSpan.FromSeconds(1));
        policies.Use(version);
    }

    private Task DeleteSegment(Random random)
    {
        File.Delete(Directory.GetFiles(AnyOf(random).Record, "*.jsonl").Order(StringComparer.Ordinal).Last());
        return Task.CompletedTask;
    }

    private async Task LockState(Random random)
    {
        using (SqliteLock.Of(AnyOf(random).State))
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
        }
    }

    private async Task SlowDown(Random random)
    {
        using var slow = await SlowConnections.Open(AnyOf(random).Port, 500);
        slow.SendABit();
        await Task.Delay(TimeSpan.FromSeconds(2));
    }

    private async Task Attack(Random random)
    {
        var instance = AnyOf(random);
        using var client = new Client(instance);
        var paths = await KnownPaths.Of(client);
        using var connection = new RawConnection(instance.Port);
        for (var number = 0; number < 500; number++)
        {
            var request = HostileRequests.Make(random, paths);
            var status = await connection.Send(request);
            if (status >= 500 && !request.MayBe(status))
            {
                ServerErrors.Enqueue($"{status} for {request}");
            }
        }
    }
}
