using System.Collections.Immutable;
using RulesRouter.Economics;

namespace RulesRouter.Core.Tests.Economics;

public sealed class AttemptSlopesTests
{
    private const double Spread = 1.9;

    [Fact]
    public void A_signal_that_grows_with_the_difficulty_of_tasks_counts_most() => Assert.All(AttemptEvidence.Signals, signal =>
    {
        var slopes = AttemptSlopes.Estimate(Drawn(400, one => one == signal ? 1 : 0), Spread);

        Assert.InRange(slopes[(int)signal], 0.3, 1.5);
        Assert.InRange(slopes.Sum() - slopes[(int)signal], 0, 0.1);
    });

    [Fact]
    public void Signals_that_fall_with_the_difficulty_count_nothing() =>
        AssertNothing(AttemptSlopes.Estimate(Drawn(400, _ => -1), Spread));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Signals_without_a_relation_to_difficulty_count_nothing(int seed) =>
        AssertNothing(AttemptSlopes.Estimate(Drawn(400, _ => 0, seed), Spread));

    [Fact]
    public void A_copy_of_a_signal_says_nothing_more()
    {
        var copied = Drawn(400, signal => signal == AttemptSignal.Cost ? 1 : 0).Select(task => task with
        {
            Attempts =
            [
                .. task.Attempts.Select(attempt => attempt with { Relative = [attempt.Relative[0], attempt.Relative[0], null, null] }),
            ],
        });

        Assert.Single(AttemptSlopes.Estimate([.. copied], Spread), slope => slope != 0);
    }

    [Fact]
    public void Too_few_tasks_count_nothing() =>
        AssertNothing(AttemptSlopes.Estimate(Drawn(AttemptSlopes.MinTasks - 1, _ => 1), Spread));

    [Fact]
    public void Attempts_before_a_failure_in_a_chain_do_not_count()
    {
        ImmutableArray<double?> unknown = [null, null, null, null];
        var onlyTheLastIsKnown = Drawn(400, _ => 1).Select(task => new JudgedTask(
            [
                .. task.Attempts.Select((attempt, index) =>
                    index == task.Attempts.Length - 1 ? attempt : attempt with { Relative = unknown }),
            ],
            InOrder: true));

        AssertNothing(AttemptSlopes.Estimate([.. onlyTheLastIsKnown], Spread));
    }

    private static void AssertNothing(ImmutableArray<double> slopes) => Assert.All(slopes, slope => Assert.Equal(0, slope));

    /// <summary>Four attempts at each task; all share its difficulty.</summary>
    /// <param name="relation">How much a signal grows with it.</param>
    private static List<JudgedTask> Drawn(int tasks, Func<AttemptSignal, double> relation, int seed = 1)
    {
        var random = new Random(seed);
        double[] chances = [0.3, 0.5, 0.5, 0.7];
        var drawn = new List<JudgedTask>();
        for (var task = 0; task < tasks; task++)
        {
            var difficulty = Normal(random);
            var attempts = chances.Select(chance =>
            {
                var right = Logit.ToChance(SharedDifficulty.AbilityOf(chance, Spread) - (Spread * difficulty));
                var outcome = random.NextDouble() < right ? 1 : 0;
                var relative = AttemptEvidence.Signals.Select(
                    signal => (double?)AttemptEvidence.Relative((relation(signal) * difficulty) + (Normal(random) * 0.7), 0));
                return new JudgedAttempt(chance, outcome, [.. relative]);
            });
            drawn.Add(new JudgedTask([.. attempts], InOrder: false));
        }

        return drawn;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
