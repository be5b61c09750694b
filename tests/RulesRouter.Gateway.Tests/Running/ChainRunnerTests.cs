using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Running;
using RulesRouter.Gateway.Tests.Mock;
using RulesRouter.Gateway.Upstreams;

namespace RulesRouter.Gateway.Tests.Running;

/// <summary>Many chains at once whose upstreams fail, stall and race, and whose clients leave at any time.</summary>
public sealed class ChainRunnerTests
{
    private const int Chains = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Whatever happens, each call is reported once, no hop is called twice, one call at most answers, and one that an upstream may bill
    /// is charged: at what it states, at its worst case where another call answered, or as unknown where the client left.
    /// </summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task Every_call_is_reported_once_under_random_faults(int seed, bool isStream)
    {
        var random = new Random(seed);
        await using var chain = await MockChain.Start(Faults(random), Faults(random), Faults(random), Faults(random));
        var runner = new ChainRunner(
            chain.Clients,
            UpstreamCredentials.None,
            ErrorTable.Default,
            new AnswerJudge(ImmutableSortedDictionary.Create<string, Verifier>(StringComparer.Ordinal)),
            TimeProvider.System);
        var plans = Enumerable.Range(0, Chains).Select(_ => (
            HedgeAfter: random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(0, 30)) : (TimeSpan?)null,
            Leaves: random.Next(3) == 0 ? random.Next(0, 60) : (int?)null)).ToList();

        var running = plans.Select(plan => Run(chain, runner, plan.HedgeAfter, plan.Leaves, isStream));
        var ended = await Task.WhenAll(running).WaitAsync(Patience);

        foreach (var (reports, hasLeft) in ended)
        {
            Assert.Equal(reports.Count, reports.DistinctBy(one => one.Hop).Count());
            Assert.True(reports.Count(one => one is { Failed: null, IsCancelled: false }) <= 1 || !isStream, "two calls answered a stream");
            Assert.All(
                reports.Where(one => one.IsCancelled),
                one => Assert.True(one.CostUsd == MockChain.WorstCase || (hasLeft && one.CostUsd is null), $"{one}"));
            Assert.True(hasLeft || reports.Any(one => one.Failed is null) || reports.Count == chain.Upstreams.Length, "a hop was left out");
        }

        // A call that was cancelled before its upstream saw it is reported too.
        var made = chain.Upstreams.Sum(upstream => upstream.Calls.Count);
        Assert.InRange(ended.Sum(one => one.Reports.Count), made, int.MaxValue);
    }

    private static async Task<(IReadOnlyCollection<CallReport> Reports, bool HasLeft)> Run(
        MockChain chain,
        ChainRunner runner,
        TimeSpan? hedgeAfter,
        int? leavesAfterMs,
        bool isStream)
    {
        using var leaving = new CancellationTokenSource();
        var context = new DefaultHttpContext { RequestAborted = leaving.Token };
        var (call, plan) = (MockChain.Call(isStream), chain.Plan(hedgeAfter));
        using var response = MockChain.Response(context, call, plan);
        var reports = new ConcurrentQueue<CallReport>();
        if (leavesAfterMs is { } milliseconds)
        {
            leaving.CancelAfter(milliseconds);
        }

        try
        {
            await runner.Run(call, plan, response, _ => null, reports.Enqueue);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The client left between two calls.
        }

        return (reports, leaving.IsCancellationRequested);
    }

    /// <summary>The same upstream does something else with each call.</summary>
    private static Func<HttpContext, UpstreamCall, Task> Faults(Random random) => (context, call) =>
    {
        int drawn;
        TimeSpan wait;
        lock (random)
        {
            (drawn, wait) = (random.Next(5), TimeSpan.FromMilliseconds(random.Next(0, 40)));
        }

        return (drawn switch
        {
            0 => MockAnswers.Says("hello there"),
            1 => MockAnswers.After(wait, MockAnswers.Says("hello late")),
            2 => MockAnswers.After(wait, MockAnswers.Error(500, "server_error", "broken")),
            3 => MockAnswers.Error(429, "rate_limit_error", "slow down"),
            _ => MockAnswers.After(wait, MockAnswers.Cuts("hello there", 0)),
        })(context, call);
    };
}
