using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Tests.Measuring;

public class RoutingCurveTests
{
    private static readonly double[] Weak = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
    private static readonly double[] Strong = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    private static readonly double[] Jitter = [0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.4, 0.6, 0.5, 0.55];

    [Fact]
    public void Calling_the_strong_model_only_on_failures_of_the_weak_one_recovers_75_percent()
    {
        var curve = RoutingCurve.Of([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], Weak, Strong, Jitter);

        Assert.Equal((0.5, 1.0), (curve.Weak, curve.Strong));
        Assert.Equal(0.75, curve.Apgr, 12);
        Assert.Equal(0.25, curve.CallsFor(0.5), 12);
        Assert.Equal(0.4, curve.CallsFor(0.8), 12);
    }

    [Fact]
    public void Worst_order_recovers_25_percent() =>
        Assert.Equal(0.25, RoutingCurve.Of([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], Weak, Strong, Jitter).Apgr, 12);

    [Fact]
    public void Ties_are_broken_by_the_jitter_alone() =>
        Assert.Equal(
            RoutingCurve.Of(new double[10], Weak, Strong, Jitter).Accuracy,
            RoutingCurve.Of([.. Jitter.Select(value => -value)], Weak, Strong, new double[10]).Accuracy);

    [Fact]
    public void Equal_models_have_no_gap_to_recover() =>
        Assert.True(double.IsNaN(RoutingCurve.Of(Jitter, Weak, Weak, Jitter).Apgr));
}
