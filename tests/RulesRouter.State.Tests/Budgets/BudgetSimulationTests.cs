using System.Globalization;
using RulesRouter.State.Budgets;
using RulesRouter.State.Stores;
using Xunit.Abstractions;

namespace RulesRouter.State.Tests.Budgets;

/// <summary>
/// A thousand instances on one store, one step of one instance at a time in a random order: an instance reads the state, reserves by what
/// it read (which may be old by then), spends at most what it reserved, reports that or crashes, and time passes.
/// </summary>
public sealed class BudgetSimulationTests(ITestOutputHelper output)
{
    private const int Instances = 1_000;
    private const long Limit = 1_000_000;
    private const string Key = "Usd|p/month|1|";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_thousand_instances_spend_no_more_than_the_limit(int seed)
    {
        var (random, clock) = (new Random(seed), new ManualClock());
        using var store = new SqliteBudgetStore(new StateFile(null));
        var instances = Enumerable.Range(0, Instances).Select(_ => new Instance()).ToList();
        var (spent, steps, decided, refused, crashed) = (0L, 0, 0, 0, 0);
        while (steps < 60_000)
        {
            steps++;
            var instance = instances[random.Next(Instances)];
            switch (instance)
            {
                case { Open: { } open }:
                    instance.Open = null;
                    if (random.Next(20) == 0)
                    {
                        // It spends what it expected, and crashes before it reports that.
                        crashed++;
                        spent += open.Estimate;
                        break;
                    }

                    var cost = random.NextInt64(open.Reserved + 1);
                    spent += cost;
                    store.Put(open with { Spent = cost }, clock.GetUtcNow());
                    break;
                case { Seen: { } seen }:
                    instance.Seen = null;
                    var wanted = Math.Min(random.NextInt64(100, 2_000), Limit - seen.Spent - seen.Reserved);
                    var expires = clock.GetUtcNow().AddMinutes(15);
                    var charge = new BudgetCharge($"d{steps}", Key, wanted, wanted / 3, null, expires) { Limit = Limit };
                    if (wanted > 0 && store.TryReserve([charge], clock.GetUtcNow()))
                    {
                        (instance.Open, decided) = (charge, decided + 1);
                    }
                    else
                    {
                        refused++;
                    }

                    break;
                default:
                    instance.Seen = store.Read([Key], clock.GetUtcNow())[0];
                    break;
            }

            clock.Advance(TimeSpan.FromMilliseconds(random.Next(200)));
            Assert.True(spent <= Limit, $"step {steps}: {spent} spent");
        }

        clock.Advance(TimeSpan.FromHours(1));
        var totals = store.Read([Key], clock.GetUtcNow())[0];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Instances} instances, {steps} steps, seed {seed}: {decided} decisions, {refused} refused, {crashed} crashed; {spent} of {Limit} spent, {totals.Spent} counted, 0 above the limit"));
        Assert.Equal(0, totals.Reserved);
        Assert.InRange(totals.Spent, spent, Limit);
        Assert.InRange(totals.Spent, Limit * 95 / 100, Limit);
        Assert.True(refused > 0 && crashed > 0);
    }

    private sealed class Instance
    {
        /// <summary>What it read and has not acted on.</summary>
        public BudgetTotals? Seen { get; set; }

        /// <summary>What it reserved and has not reported.</summary>
        public BudgetCharge? Open { get; set; }
    }
}
