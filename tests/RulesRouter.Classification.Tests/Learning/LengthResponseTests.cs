using FsCheck.Xunit;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Tests.Learning;

public class LengthResponseTests
{
    private static readonly LengthResponse Learned = LengthResponseTraining.Fit([Rows(flip: false)]);

    [Property]
    public bool Longer_prompt_is_harder_with_an_effect_that_levels_off(byte first)
    {
        var from = Learned.Middle + first / 32f;
        var (near, far) = (Step(from), Step(from + 1));
        return Learned.Slope < near && near < far && far < 0;

        static double Step(float length) => Learned.Within(length + 1) - Learned.Within(length);
    }

    [Fact]
    public void Effect_is_zero_at_the_mean_of_the_rows()
    {
        var rows = Rows(flip: false);
        var mean = (float)rows.Average(row => row.Vector.Dense[DenseFeatures.Length]);

        Assert.Equal(0, Learned.Around(rows).Within(mean), 4);
    }

    [Fact]
    public void Effect_is_zero_if_longerprompts_are_easier() => Assert.Equal(0, LengthResponseTraining.Fit([Rows(flip: true)]).Slope);

    [Fact]
    public void Effect_is_zero_without_rows() => Assert.Equal(new LengthResponse(0, 0), LengthResponseTraining.Fit([]));

    [Property]
    public bool Effect_shrinks_with_trust_in_the_heads(byte length, byte trust)
    {
        var (more, less) = (Said(trust / 255.0), Said(trust / 510.0));
        return less <= more && Math.Abs(Learned.DifferenceOfUnknown(0.5, length / 16f)) <= less;

        double Said(double by) => Math.Abs(Learned.Difference(0.5, length / 16f, by));
    }

    /// <summary>So that a long prompt gains more from the abler of two models.</summary>
    [Property]
    public bool Long_prompt_is_harder_for_weak_models_than_for_able_ones(byte length)
    {
        var longer = Learned.Middle + 0.1f + (length / 32f);
        return Learned.Difference(0.2, longer, 0) < Learned.Difference(0.9, longer, 0) && Learned.Difference(1, longer, 0) == 0;
    }

    private static IReadOnlyList<LearningRow> Rows(bool flip)
    {
        var rows = DrawnOutcomes.Draw(300, 9, flip);
        return DomainRows.Of(rows, new ModelAbilities(rows));
    }
}
