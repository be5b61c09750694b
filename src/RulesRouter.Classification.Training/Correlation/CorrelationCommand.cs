using System.Globalization;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Economics;

namespace RulesRouter.Classifiers.Training.Correlation;

/// <summary>The command <c>rulesrouter evaluate correlation</c>: correlation of failures of different models on one task.</summary>
internal static class CorrelationCommand
{
    /// <exception cref="OutcomeDataException">The file is malformed, or no task was attempted twice.</exception>
    public static CorrelationResult Run(string file)
    {
        var rows = OutcomeReader.ReadFile(file).Where(row => row.Outcomes.Count > 1).ToList();
        if (rows.Count == 0)
        {
            throw new OutcomeDataException(file, 0, "no row has the outcomes of two models");
        }

        var means = rows.SelectMany(row => row.Outcomes).GroupBy(outcome => outcome.Key, StringComparer.Ordinal)
            .ToDictionary(model => model.Key, model => model.Average(outcome => outcome.Value), StringComparer.Ordinal);
        var tasks = rows.Select(
            row => (IReadOnlyList<(double, double)>)[.. row.Outcomes.Select(outcome => (means[outcome.Key], outcome.Value))])
            .ToList();
        var spread = SharedSpread.Estimate(tasks);
        return new CorrelationResult(
            rows.Count,
            means.Count,
            spread,
            means.Values.Average(),
            AfterFailure(rows),
            Expected(means.Values, spread));
    }

    /// <summary>Over all pairs of models: how often the second succeeds after the first failed.</summary>
    private static double AfterFailure(List<OutcomeRow> rows)
    {
        var (both, failed) = (0.0, 0.0);
        foreach (var row in rows)
        {
            var successes = row.Outcomes.Values.Sum();
            foreach (var outcome in row.Outcomes.Values)
            {
                failed += (1 - outcome) * (row.Outcomes.Count - 1);
                both += (1 - outcome) * (successes - outcome);
            }
        }

        return failed > 0 ? both / failed : double.NaN;
    }

    /// <summary>The same by the formula that plans chains.</summary>
    private static double Expected(IEnumerable<double> means, double spread)
    {
        var chances = means.Select(mean =>
        {
            var perScenario = new double[SharedDifficulty.Scenarios];
            MeanChances.Of(spread).Fill(mean, perScenario);
            return perScenario;
        }).ToList();
        var (both, failed) = (0.0, 0.0);
        for (var scenario = 0; scenario < SharedDifficulty.Scenarios; scenario++)
        {
            var successes = chances.Sum(model => model[scenario]);
            foreach (var model in chances)
            {
                failed += SharedDifficulty.Weights[scenario] * (1 - model[scenario]) * (chances.Count - 1);
                both += SharedDifficulty.Weights[scenario] * (1 - model[scenario]) * (successes - model[scenario]);
            }
        }

        return both / failed;
    }
}

/// <param name="Spread">See <see cref="SharedDifficulty"/>.</param>
/// <param name="Success">Mean over models; equals the success of a second attempt if failures are independent.</param>
/// <param name="AfterFailure">P(a model succeeds | another failed), observed.</param>
/// <param name="Expected">The same, predicted from the spread.</param>
internal sealed record CorrelationResult(int Tasks, int Models, double Spread, double Success, double AfterFailure, double Expected)
{
    public void WriteHuman(TextWriter writer)
    {
        FormattableString text =
            $"{Tasks} tasks, {Models} models: a model succeeds on {Success:0.000} of the tasks, on {AfterFailure:0.000} of those that another model failed on; shared difficulty with a spread of {Spread:0.0} predicts {Expected:0.000}";
        writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }
}
