using FsCheck.Xunit;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Tests.Learning;

public class RidgeTests
{
    [Property(MaxTest = 30)]
    public bool Linear_relation_is_recovered(int seed)
    {
        var random = new Random(seed);
        double[] weights = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble() - 0.5)];
        var rows = Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextDouble()).ToArray()).ToList();
        var ridge = Ridge.Fit(rows, [.. rows.Select(row => 3 + row.Zip(weights, (value, weight) => value * weight).Sum())], 1e-9);
        return ridge.Weights.Zip(weights, (found, real) => Math.Abs(found - real)).Max() < 1e-5 && Math.Abs(ridge.Constant - 3) < 1e-5;
    }

    [Fact]
    public void Strong_prior_gives_the_mean() =>
        Assert.Equal(2, Ridge.Fit([[0], [1], [2]], [1, 2, 3], 1e12).Of([7]), 6);

    [Fact]
    public void Folds_are_shifted_to_the_overall_mean() =>
        Assert.Equal([2.0, 4, 2, 4], FoldMeans.Remove([0, 2, 4, 6], null, [0, 0, 1, 1]));

    [Fact]
    public void Rows_without_weight_shift_with_their_fold_and_do_not_count() =>
        Assert.Equal([3.0, 102, 3], FoldMeans.Remove([2.0, 101, 4], [1, 0, 1], [0, 0, 1]));
}
