using RulesRouter.Classifiers.Data;
using RulesRouter.Classifiers.Measuring;

namespace RulesRouter.Classifiers.Tests.Measuring;

public class PairChoiceTests
{
    private static readonly List<OutcomeRow> Rows = DrawnOutcomes.Draw(200, 4);

    [Fact]
    public void Without_a_pair_asked_for_the_lower_quartile_meets_the_top() =>
        Assert.Equal([("drawn", new ModelPair("small", "large"))], PairChoice.Of(Rows, []).Pairs);

    [Fact]
    public void A_misspelt_model_is_answered_with_the_nearest_one() =>
        Assert.Equal("no row has an outcome of `smal`; did you mean `small`?", Refused(new ModelPair("smal", "large")));

    [Fact]
    public void An_unknown_model_is_answered_with_some_that_there_are() =>
        Assert.Equal("no row has an outcome of `gpt-99-enormous`; there are 3 models, such as `large`, `middle`, `small`", Refused(new ModelPair("small", "gpt-99-enormous")));

    [Fact]
    public void Models_that_never_met_are_no_pair()
    {
        List<OutcomeRow> apart = [.. Rows, Rows[0] with { DataSet = "other", Outcomes = new Dictionary<string, double> { ["elsewhere"] = 1 } }];

        var refused = Assert.Throws<UnknownModelException>(() => PairChoice.Of(apart, [new ModelPair("small", "elsewhere")]));

        Assert.Equal("no row has outcomes of both `small` and `elsewhere`", refused.Message);
    }

    [Fact]
    public void A_pair_the_wrong_way_round_is_noted()
    {
        var choice = PairChoice.Of(Rows, [new ModelPair("large", "small")]);

        Assert.Empty(choice.Pairs);
        var gap = Rows.Average(row => row.Outcomes["large"] - row.Outcomes["small"]).ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([$"drawn: large,small is not measured: `large` is the stronger one here ({gap}); write the weak model first"], choice.Notes);
    }

    [Fact]
    public void Too_few_rows_are_noted() =>
        Assert.Equal(
            ["drawn: small,large is not measured: 50 rows with both, at least 100 are needed"],
            PairChoice.Of([.. Rows.Take(50)], [new ModelPair("small", "large")]).Notes);

    private static string Refused(ModelPair pair) => Assert.Throws<UnknownModelException>(() => PairChoice.Of(Rows, [pair])).Message;
}
