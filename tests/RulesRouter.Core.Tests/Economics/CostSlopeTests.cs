using RulesRouter.Economics;

namespace RulesRouter.Core.Tests.Economics;

public sealed class CostSlopeTests
{
    private const double Spread = 1.9;

    [Fact]
    public void Costs_that_grow_with_the_difficulty_of_tasks_count()
    {
        var slope = CostSlope.Estimate(Drawn(400, costsFollowDifficulty: true), Spread);

        Assert.InRange(slope, 0.3, 1.5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Costs_without_a_relation_to_difficulty_count_nothing(int seed) =>
        Assert.Equal(0, CostSlope.Estimate(Drawn(400, costsFollowDifficulty: false, seed), Spread));

    [Fact]
    public void Too_few_tasks_count_nothing() =>
        Assert.Equal(0, CostSlope.Estimate(Drawn(CostSlope.MinTasks - 1, costsFollowDifficulty: true), Spread));

    [Fact]
    public void Attempts_before_a_failure_in_a_chain_do_not_count()
    {
        var alone = Drawn(400, costsFollowDifficulty: true);
        var onlyTheLastHasACost = alone.Select(task => new CostTask(
            [
                .. task.Attempts.Select((attempt, index) =>
                    index == task.Attempts.Length - 1 ? attempt : attempt with { RelativeCost = null }),
            ],
            InOrder: true));

        Assert.Equal(0, CostSlope.Estimate([.. onlyTheLastHasACost], Spread));
    }

    [Theory]
    [InlineData(100, 2)]
    [InlineData(2, 0.6931471805599453)]
    [InlineData(1, 0)]
    [InlineData(0.001, -2)]
    public void A_relative_cost_is_a_bounded_logarithm(double usd, double expected) =>
        Assert.Equal(expected, CostEvidence.Relative(usd, 1), 12);

    /// <summary>Four attempts at each task; all share its difficulty.</summary>
    private static List<CostTask> Drawn(int tasks, bool costsFollowDifficulty, int seed = 1)
    {
        var random = new Random(seed);
        double[] chances = [0.3, 0.5, 0.5, 0.7];
        var drawn = new List<CostTask>();
        for (var task = 0; task < tasks; task++)
        {
            var difficulty = Normal(random);
            var attempts = chances.Select(chance =>
            {
                var right = Logit.ToChance(SharedDifficulty.AbilityOf(chance, Spread) - (Spread * difficulty));
                var cost = (costsFollowDifficulty ? difficulty : 0) + (Normal(random) * 0.7);
                return new JudgedAttempt(chance, random.NextDouble() < right ? 1 : 0, Math.Clamp(cost, -2, 2));
            });
            drawn.Add(new CostTask([.. attempts], InOrder: false));
        }

        return drawn;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
