using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Tests.Measuring;

public class CalibrationTests
{
    [Fact]
    public void Predicting_the_mean_has_no_skill_and_no_error()
    {
        var calibration = Calibration.Of([.. Enumerable.Repeat(0.5, 40)], [.. Enumerable.Range(0, 40).Select(at => (double)(at % 2))]);

        Assert.Equal(
            (0.5, 0.25, 0.0, 0.0, 0.0),
            (calibration.Auc, calibration.Brier, calibration.Ece, calibration.DebiasedEce, calibration.Skill));
    }

    [Fact]
    public void Predicting_the_outcome_has_skill_1()
    {
        double[] truth = [.. Enumerable.Range(0, 40).Select(at => at < 20 ? 0.0 : 1.0)];
        var calibration = Calibration.Of(truth, truth);

        Assert.Equal((1.0, 0.0, 0.0, 1.0), (calibration.Auc, calibration.Brier, calibration.Ece, calibration.Skill));
    }

    [Fact]
    public void Debiased_error_of_a_calibrated_prediction_is_near_zero()
    {
        var random = new Random(1);
        double[] predicted = [.. Enumerable.Range(0, 258).Select(_ => 0.2 + 0.6 * random.NextDouble())];
        double[] truth = [.. predicted.Select(chance => random.NextDouble() < chance ? 1.0 : 0.0)];
        var calibration = Calibration.Of(predicted, truth);

        Assert.True(calibration.Ece > 0.04);
        Assert.True(calibration.DebiasedEce < calibration.Ece / 2);
    }

    [Fact]
    public void Pair_needs_two_names() =>
        Assert.Equal(
            "`a` is not a pair of models; write WEAK,STRONG",
            Assert.Throws<FormatException>(() => ModelPair.Parse("a")).Message);
}
