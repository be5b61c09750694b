using FsCheck;
using FsCheck.Xunit;
using RulesRouter.Economics;
using RulesRouter.Economics.Difficulty;

namespace RulesRouter.Core.Tests.Economics.Difficulty;

public sealed class GroupDifficultyTests
{
    [Fact]
    public void A_value_without_outcomes_is_as_hard_as_all_with_the_spread_of_values() => Assert.Equal(
        new Belief(0, Deviations.Group * Deviations.Group),
        GroupDifficulty.Of([]));

    [Fact]
    public void Few_outcomes_move_a_value_little_and_many_move_it_to_what_they_say()
    {
        var (few, many) = (GroupDifficulty.Of([(0, 4, 1)]), GroupDifficulty.Of([(0, 4000, 1000)]));

        Assert.InRange(few.Logit, 0.05, 0.4);
        Assert.Equal(Math.Log(3), many.Logit, 0.02);
        Assert.True(many.Variance < few.Variance);
    }

    [Property(MaxTest = 200)]
    public bool The_estimate_is_the_maximum_of_the_posterior(int seed)
    {
        var random = new Random(seed);
        (double Logit, double Trials, double Successes)[] outcomes =
        [
            .. Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
            {
                var trials = random.NextDouble() * Math.Pow(10, random.Next(4));
                return ((random.NextDouble() * 8) - 4, trials, trials * random.NextDouble());
            }),
        ];
        var harder = GroupDifficulty.Of(outcomes).Logit;

        return Posterior(harder) >= Posterior(harder - 0.01) && Posterior(harder) >= Posterior(harder + 0.01);

        double Posterior(double at) => (-at * at / (2 * Deviations.Group * Deviations.Group)) + outcomes.Sum(one =>
            (one.Successes * Math.Log(Logit.ToChance(one.Logit - at)))
            + ((one.Trials - one.Successes) * Math.Log(Logit.ToChance(at - one.Logit))));
    }
}
