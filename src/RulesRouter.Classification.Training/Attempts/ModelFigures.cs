using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Economics;

namespace RulesRouter.Classifiers.Training.Attempts;

/// <summary>Success and median cost of each model over some rows, and attempts in terms of them.</summary>
internal sealed class ModelFigures
{
    private readonly Dictionary<string, double> chances;
    private readonly Dictionary<string, double> medians;

    public ModelFigures(IReadOnlyCollection<OutcomeRow> rows)
    {
        chances = rows.SelectMany(row => row.Outcomes).GroupBy(outcome => outcome.Key, StringComparer.Ordinal)
            .ToDictionary(model => model.Key, model => model.Average(outcome => outcome.Value), StringComparer.Ordinal);
        medians = rows.SelectMany(row => row.CostUsd).Where(cost => cost.Value > 0)
            .GroupBy(cost => cost.Key, StringComparer.Ordinal)
            .ToDictionary(model => model.Key, model => Median([.. model.Select(cost => Math.Log(cost.Value))]), StringComparer.Ordinal);
    }

    public IEnumerable<string> Models => chances.Keys;

    /// <summary>Null if the cost is unknown.</summary>
    public double? RelativeCost(OutcomeRow row, string model) =>
        row.CostUsd.TryGetValue(model, out var usd) && usd > 0 && medians.TryGetValue(model, out var median)
            ? AttemptEvidence.Relative(Math.Log(usd), median)
            : null;

    public JudgedTask TaskOf(OutcomeRow row, int most) => new(
        [
            .. row.Outcomes.Where(outcome => chances.ContainsKey(outcome.Key)).Take(most).Select(outcome =>
                new JudgedAttempt(chances[outcome.Key], outcome.Value, [RelativeCost(row, outcome.Key), null, null, null])),
        ],
        InOrder: false);

    public IReadOnlyList<(double Chance, double Outcome)> AttemptsOf(OutcomeRow row) =>
        [.. row.Outcomes.Select(outcome => (chances[outcome.Key], outcome.Value))];

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
