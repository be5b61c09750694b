using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Measuring;

namespace RulesRouter.Classifiers.Tests.Measuring;

public class PairChoiceTests
{
    private static readonly List<OutcomeRow> Rows = DrawnOutcomes.Draw(200, 4);

    [Fact]
    public void Default_pair_is_the_lower_quartile_and_the_top() =>
        Assert.Equal([("drawn", new ModelPair("small", "large"))], PairChoice.Of(Rows, []).Pairs);

    [Fact]
    public void Misspelt_model_gets_the_nearest_name() =>
        Assert.Equal("no row has an outcome of `smal`; did you mean `small`?", RejectionOf(new ModelPair("smal", "large")));

    [Fact]
    public void Unknown_model_gets_examples_of_known_ones() =>
        Assert.Equal(
            "no row has an outcome of `gpt-99-enormous`; there are 3 models, such as `large`, `middle`, `small`",
            RejectionOf(new ModelPair("small", "gpt-99-enormous")));

    [Fact]
    public void Models_without_common_rows_are_not_a_pair()
    {
        List<OutcomeRow> apart =
        [
            .. Rows,
            Rows[0] with { DataSet = "other", Outcomes = new Dictionary<string, double> { ["elsewhere"] = 1 } },
        ];

        var exception = Assert.Throws<UnknownModelException>(() => PairChoice.Of(apart, [new ModelPair("small", "elsewhere")]));

        Assert.Equal("no row has outcomes of both `small` and `elsewhere`", exception.Message);
    }

    [Fact]
    public void Pair_in_the_wrong_order_gets_a_note()
    {
        var choice = PairChoice.Of(Rows, [new ModelPair("large", "small")]);

        Assert.Empty(choice.Pairs);
        var gap = Rows.Average(row => row.Outcomes["large"] - row.Outcomes["small"])
            .ToString("F3", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            [$"drawn: large,small is not measured: `large` is the stronger one here ({gap}); write the weak model first"],
            choice.Notes);
    }

    [Fact]
    public void Too_few_rows_get_a_note() =>
        Assert.Equal(
            ["drawn: small,large is not measured: 50 rows have outcomes of both, the minimum is 100"],
            PairChoice.Of([.. Rows.Take(50)], [new ModelPair("small", "large")]).Notes);

    private static string RejectionOf(ModelPair pair) => Assert.Throws<UnknownModelException>(() => PairChoice.Of(Rows, [pair])).Message;
}
