using System.Diagnostics;
using RulesRouter.FaultTests.Load;
using RulesRouter.FaultTests.Policies;
using RulesRouter.FaultTests.Processes;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.Service.Tests;
using RulesRouter.Service.Tests.Outcomes;
using RulesRouter.State.Tests;

namespace RulesRouter.FaultTests.Soak;

/// <summary>
/// Two instances on Redis and PostgreSQL under load for minutes, one random fault after the other; then the verdict as a table.
/// </summary>
internal static class SoakRun
{
    private static readonly TimeSpan BetweenFaults = TimeSpan.FromSeconds(2);

    /// <returns>
    /// The exit code: 0 if nothing was lost, wrong, answered with 5xx or overspent; 1 if something was; 2 without the servers.
    /// </returns>
    public static async Task<int> Run(TimeSpan duration, int seed)
    {
        using var redis = RedisServer.TryStart();
        using var postgres = new PostgresServer();
        if (redis is null || PostgresServer.Absence is not null)
        {
            await Console.Error.WriteLineAsync("error: the soak needs redis-server and PostgreSQL; `.ci/servers` installs them");
            return 2;
        }

        using var folder = new TemporaryFolder();
        await using var upstream = await MockUpstream.Start();
        using var policies = new KnownPolicies(KnownBudget.Declaration, KnownPolicies.Calling(upstream.BaseUrl));
        await using var pair = await Pair.Start(folder.Path, policies, redis, postgres.NewDatabase(), ("KEY_ONE", "secret"));
        var faults = new SoakFaults(pair, policies, redis, postgres);
        await using var load = Load.Load.Start(policies, KnownBudget.Load with { Pause = TimeSpan.FromMilliseconds(15) }, pair.Instances);
        var watch = Stopwatch.StartNew();
        var random = new Random(seed);
        while (watch.Elapsed < duration)
        {
            await Console.Error.WriteLineAsync($"{watch.Elapsed:mm\\:ss} {await faults.Next(random)}");
            await Task.Delay(BetweenFaults);
        }

        var verdict = await load.Finish();
        var table = new SoakTable
        {
            Duration = watch.Elapsed,
            Seed = seed,
            Verdict = verdict,
            Faults = faults.Counts,
            Lost = await Losses.Find(verdict, pair.Instances),
            Wrong = [.. verdict.Wrong, .. await Replays.Differences(verdict, pair, policies)],
            ServerErrors = [.. verdict.ServerErrors, .. faults.ServerErrors],
            Spending = SessionSpending.Of(verdict, faults.RedisLosses),
            Disagreement = await Disagreement(pair, verdict),
        };
        Console.WriteLine(table);
        return table.IsFaultless ? 0 : 1;
    }

    /// <summary>Null if both instances have learned from the same outcomes and decide alike.</summary>
    private static async Task<string?> Disagreement(Pair pair, Verdict verdict)
    {
        try
        {
            await pair.Agree(verdict.Outcomes.Count);
            return null;
        }
        catch (Exception exception) when (exception is TimeoutException or Xunit.Sdk.XunitException)
        {
            return exception.Message;
        }
    }
}
