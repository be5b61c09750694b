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

        static double Step(float richness) => Learned.Difference(richness + 1, 0) - Learned.Difference(richness, 0);
    }

    [Fact]
    public void Effect_is_zero_at_the_mean_of_the_rows()
    {
        var rows = Rows(flip: false);
        var mean = (float)rows.Average(row => row.Vector.Dense[DenseFeatures.Richness]);

        Assert.Equal(0, Learned.Around(rows).Difference(mean, 0), 4);
    }

    [Fact]
    public void Effect_is_zero_if_long_prompts_are_easier() => Assert.Equal(0, LengthResponseTraining.Fit([Rows(flip: true)]).Slope);

    [Fact]
    public void Effect_is_zero_without_rows() => Assert.Equal(new LengthResponse(0, 0), LengthResponseTraining.Fit([]));

    [Property]
    public bool Effect_shrinks_with_the_distance_from_every_source(byte richness, byte distance)
    {
        var (near, far) = (Said(distance / 128f), Said(distance / 128f + 0.25f));
        return far <= near && Math.Abs(Learned.DifferenceOfUnknown(richness / 16f)) <= far;

        double Said(float away) => Math.Abs(Learned.Difference(richness / 16f, away));
    }

    private static IReadOnlyList<LearningRow> Rows(bool flip)
    {
        var rows = DrawnOutcomes.Draw(300, 9, flip);
        return DomainRows.Of(rows, new ModelAbilities(rows));
    }
}
