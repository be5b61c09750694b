using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Evaluation.Filtering;

namespace RulesRouter.Evaluation.Tests.Filtering;

public sealed class WeightedDrawProperties
{
    private static Gen<double[]> Weights =>
        Gen.Choose(2, 5)
            .SelectMany(count => Gen.Elements(0.0, 1, 2, 5, 50, 95).ArrayOf(count))
            .Where(weights => weights.Any(weight => weight > 0));

    [Property(MaxTest = 40)]
    public Property Raising_a_weight_moves_keys_into_that_arm_and_none_between_others() =>
        Prop.ForAll(Weights.ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), Gen.Elements(0.5, 1, 10, 100).ToArbitrary(),
            (weights, which, more) =>
        {
            var raised = weights.ToArray();
            raised[which % weights.Length] += more;
            foreach (var key in Keys(200))
            {
                var (before, after) = (First(weights, key), First(raised, key));
                Assert.True(before == after || after == which % weights.Length);
            }
        });

    [Property(MaxTest = 20)]
    public Property Taking_an_arm_out_moves_only_its_own_keys() =>
        Prop.ForAll(Weights.ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (weights, which) =>
        {
            var without = weights.ToArray();
            without[which % weights.Length] = 0;
            if (without.Any(weight => weight > 0))
            {
                Assert.All(
                    Keys(200),
                    key => Assert.True(First(weights, key) == First(without, key) || First(weights, key) == which % weights.Length));
            }
        });

    [Theory]
    [InlineData("5 95")]
    [InlineData("1 1")]
    [InlineData("20 30 50")]
    public void Shares_are_those_of_the_weights(string given)
    {
        var weights = given.Split(' ').Select(weight => double.Parse(weight, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var counts = Keys(20_000).GroupBy(key => First(weights, key)).ToDictionary(arm => arm.Key, arm => arm.Count());

        // Four standard deviations of a binomial share.
        Assert.All(Enumerable.Range(0, weights.Length), arm =>
        {
            var share = weights[arm] / weights.Sum();
            Assert.InRange(
                counts[arm] / 20_000.0,
                share - (4 * Math.Sqrt(share * (1 - share) / 20_000)),
                share + (4 * Math.Sqrt(share * (1 - share) / 20_000)));
        });
    }

    [Fact]
    public void Draws_of_different_rules_are_independent()
    {
        var both = Keys(20_000).Count(key => First([1, 1], key, "p/one") == 0 && First([1, 1], key, "p/two") == 0);

        Assert.InRange(both / 20_000.0, 0.235, 0.265);
    }

    [Fact]
    public void A_draw_is_the_same_in_every_process() =>
        Assert.Equal([0, 0, 1, 1, 0, 1, 1, 1], Keys(8).Select(key => First([1, 1], key)));

    private static IEnumerable<string> Keys(int count) => Enumerable.Range(0, count).Select(number => $"team-{number}");

    private static int First(double[] weights, string key, string salt = "p/r") =>
        WeightedDraw.Order(salt, key, Enumerable.Range(0, weights.Length), arm => $"arm-{arm}", arm => weights[arm])[0];
}
