using FsCheck.Xunit;
using RulesRouter.Classifiers.Learning;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Tests.Learning;

public class LengthResponseTests
{
    private static readonly LengthResponse Learnt = LengthResponse.Fit([Rows(flip: false)]);

    [Property]
    public bool A_richer_prompt_is_the_harder_one_and_the_less_so_the_farther_from_the_middle(byte first)
    {
        var from = Learnt.Middle + first / 32f;
        var (near, far) = (Step(from), Step(from + 1));
        return Learnt.Slope < near && near < far && far < 0;

        static double Step(float richness) => Learnt.Difference(richness + 1, 0) - Learnt.Difference(richness, 0);
    }

    [Fact]
    public void At_the_middle_of_its_rows_it_says_nothing()
    {
        var rows = Rows(flip: false);
        var mean = (float)rows.Average(row => row.Vector.Dense[DenseFeatures.Richness]);

        Assert.Equal(0, Learnt.Around(rows).Difference(mean, 0), 4);
    }

    [Fact]
    public void Where_long_prompts_are_the_easy_ones_it_says_nothing() => Assert.Equal(0, LengthResponse.Fit([Rows(flip: true)]).Slope);

    [Fact]
    public void Without_rows_it_says_nothing() => Assert.Equal(new LengthResponse(0, 0), LengthResponse.Fit([]));

    [Property]
    public bool The_farther_a_prompt_is_from_every_source_the_less_is_said(byte richness, byte distance)
    {
        var (near, far) = (Said(distance / 128f), Said(distance / 128f + 0.25f));
        return far <= near && Math.Abs(Learnt.DifferenceOfUnknown(richness / 16f)) <= far;

        double Said(float away) => Math.Abs(Learnt.Difference(richness / 16f, away));
    }

    private static IReadOnlyList<LearningRow> Rows(bool flip)
    {
        var rows = DrawnOutcomes.Draw(300, 9, flip);
        return DomainRows.Of(rows, new ModelAbilities(rows));
    }
}
