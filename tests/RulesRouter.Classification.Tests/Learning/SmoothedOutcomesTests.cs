using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Tests.Learning;

public class SmoothedOutcomesTests
{
    private static readonly HashSet<string> Hidden = ["asked"];

    [Fact]
    public void Smoothed_outcomes_are_closer_to_the_true_probabilities_than_observed_ones()
    {
        var (rows, chances) = Draw(models: 30);

        var smoothed = new SmoothedOutcomes(rows, rows, Hidden).Of("asked", seed: 1);

        Assert.True(Error(smoothed, chances) < 0.5 * Error([.. rows.Select(row => row.Outcomes["asked"])], chances));
    }

    [Fact]
    public void Too_few_other_models_leave_the_observed_outcomes()
    {
        var (rows, _) = Draw(models: 5);

        Assert.Equal(rows.Select(row => row.Outcomes["asked"]), new SmoothedOutcomes(rows, rows, Hidden).Of("asked", seed: 1));
    }

    [Fact]
    public void Another_data_set_with_the_same_problems_contributes()
    {
        var (rows, chances) = Draw(models: 30);
        var alone = rows.Select(row => row with { Outcomes = new Dictionary<string, double> { ["asked"] = row.Outcomes["asked"] } })
            .ToList();
        var others = rows.Select(
            row => row with
            {
                DataSet = "elsewhere",
                Id = "other-" + row.Id,
                Outcomes = row.Outcomes.Where(outcome => outcome.Key != "asked").ToDictionary(),
            });

        var smoothed = new SmoothedOutcomes(alone, [.. alone, .. others], Hidden).Of("asked", seed: 1);

        Assert.True(Error(smoothed, chances) < 0.5 * Error([.. alone.Select(row => row.Outcomes["asked"])], chances));
    }

    private static double Error(double[] said, double[] chances) =>
        said.Zip(chances, (ours, chance) => Math.Pow(ours - chance, 2)).Average();

    private static (List<OutcomeRow> Rows, double[] Chances) Draw(int models)
    {
        var random = new Random(5);
        var chances = Enumerable.Range(0, 400).Select(_ => 0.1 + 0.8 * random.NextDouble()).ToArray();
        return ([.. chances.Select((chance, row) => new OutcomeRow
        {
            DataSet = "drawn",
            Source = "drawn",
            Id = row.ToString(),
            Group = row.ToString(),
            Prompt = "",
            Outcomes = Enumerable.Range(0, models)
                .Select(model => "model" + model)
                .Append("asked")
                .ToDictionary(model => model, _ => random.NextDouble() < chance ? 1.0 : 0.0),
        })], chances);
    }
}
