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
        var (near, far) = (Learnt.Difference(from + 1) - Learnt.Difference(from), Learnt.Difference(from + 2) - Learnt.Difference(from + 1));
        return Learnt.Slope < near && near < far && far < 0;
    }

    [Fact]
    public void At_the_middle_of_its_rows_it_says_nothing()
    {
        var rows = Rows(flip: false);
        var mean = (float)rows.Average(row => row.Vector.Dense[DenseFeatures.Richness]);

        Assert.Equal(0, Learnt.Around(rows).Difference(mean), 4);
    }

    [Fact]
    public void Where_long_prompts_are_the_easy_ones_it_says_nothing() => Assert.Equal(0, LengthResponse.Fit([Rows(flip: true)]).Slope);

    [Fact]
    public void Without_rows_it_says_nothing() => Assert.Equal(new LengthResponse(0, 0), LengthResponse.Fit([]));

    [Fact]
    public void Of_an_unknown_kind_less_is_said() => Assert.InRange(Learnt.OfUnknown().Slope, Learnt.Slope + 0.001, -0.001);

    private static IReadOnlyList<LearningRow> Rows(bool flip)
    {
        var rows = DrawnOutcomes.Draw(300, 9, flip);
        return DomainRows.Of(rows, new ModelAbilities(rows));
    }
}
