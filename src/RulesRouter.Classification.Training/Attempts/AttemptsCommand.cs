using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Economics;

namespace RulesRouter.Classifiers.Training.Attempts;

/// <summary>
/// The command <c>rulesrouter evaluate attempts</c>: what the cost of an attempt says about its own failure and about the attempts after
/// it. The slope is learned on half of the groups and measured on the other, both ways.
/// </summary>
internal static class AttemptsCommand
{
    /// <summary>Failures and successes of a pair of models that a figure needs.</summary>
    private const int MinOfEach = 5;

    private const int MaxAttempts = 24;

    /// <exception cref="OutcomeDataException">The file is malformed, or has no task that two models attempted at a known cost.</exception>
    public static AttemptsResult Run(string file)
    {
        var rows = OutcomeReader.ReadFile(file).Where(row => row.Outcomes.Count > 1 && row.CostUsd.Count > 0).ToList();
        if (rows.Count == 0)
        {
            throw new OutcomeDataException(file, 0, "no row has the outcomes of two models and the cost of one");
        }

        var halves = rows.Select(row => row.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((group, index) => (group, index % 2))
            .ToDictionary(pair => pair.group, pair => pair.Item2, StringComparer.Ordinal);
        var (with, without, failed) = (0.0, 0.0, 0);
        var slopes = new double[2];
        for (var half = 0; half < 2; half++)
        {
            var learning = rows.Where(row => halves[row.Group] != half).ToList();
            var figures = new ModelFigures(learning);
            var spread = SharedSpread.Estimate([.. learning.Select(figures.AttemptsOf)]);
            var estimated = AttemptSlopes.Estimate([.. learning.Select(row => figures.TaskOf(row, MaxAttempts))], spread);
            slopes[half] = estimated[(int)AttemptSignal.Cost];
            var scenarios = new ScenarioChances(spread);
            foreach (var row in rows.Where(row => halves[row.Group] == half))
            {
                var task = figures.TaskOf(row, int.MaxValue);
                var (ignored, failures) = AttemptSlopes.LogLikelihood(task, AttemptEvidence.NoSlopes.AsSpan(), scenarios);
                without -= ignored;
                with -= AttemptSlopes.LogLikelihood(task, estimated.AsSpan(), scenarios).Sum;
                failed += failures;
            }
        }

        var all = new ModelFigures(rows);
        var models = all.Models.ToList();
        return new AttemptsResult(
            rows.Count,
            models.Count,
            Mean(models.Select(model => Auc(rows, all, model, model))),
            Mean(models.SelectMany(first => models.Where(next => next != first).Select(next => Auc(rows, all, first, next)))),
            failed,
            slopes[0],
            slopes[1],
            without / failed,
            with / failed);
    }

    /// <summary>
    /// How well the cost of one model's attempt ranks failures of another above its successes, over the tasks that the first failed; of its
    /// own failures, over all tasks. Null with too few of either.
    /// </summary>
    private static double? Auc(List<OutcomeRow> rows, ModelFigures figures, string first, string next)
    {
        var (failed, succeeded) = (new List<double>(), new List<double>());
        foreach (var row in rows)
        {
            if (figures.RelativeCost(row, first) is { } cost
                && row.Outcomes.TryGetValue(first, out var own)
                && row.Outcomes.TryGetValue(next, out var outcome)
                && (first == next || own == 0))
            {
                (outcome >= 0.5 ? succeeded : failed).Add(cost);
            }
        }

        if (failed.Count < MinOfEach || succeeded.Count < MinOfEach)
        {
            return null;
        }

        var above = failed.Sum(one => succeeded.Sum(other => one > other ? 1 : one == other ? 0.5 : 0));
        return above / failed.Count / succeeded.Count;
    }

    private static double Mean(IEnumerable<double?> values) => values.OfType<double>().DefaultIfEmpty(double.NaN).Average();
}
