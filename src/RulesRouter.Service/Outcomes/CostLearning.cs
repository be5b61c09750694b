using System.Collections.Frozen;
using RulesRouter.Catalog;
using RulesRouter.Economics;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Outcomes → what the cost of a rejected attempt says about the attempts after it. Bounded: the newest <see cref="MaxTasks"/> tasks with
/// several judged attempts, and of each the first <see cref="MaxAttempts"/>.
/// </summary>
internal static class CostLearning
{
    /// <summary>Judged attempts with a known cost, of an endpoint at a kind of task, from which a median counts.</summary>
    private const int MinCosts = 20;

    private const int MaxTasks = 500;
    private const int MaxAttempts = 24;

    /// <param name="spread">Of the shared difficulty.</param>
    public static CostEvidence From(IReadOnlyList<StoredOutcome> outcomes, double spread)
    {
        var judged = outcomes.Where(outcome => outcome is { Task: not null, Verdict: not Verdict.Unanswered }).ToList();
        var medians = judged.Where(outcome => outcome.CostUsd > 0)
            .GroupBy(KeyOf)
            .Where(same => same.Count() >= MinCosts)
            .ToFrozenDictionary(same => same.Key, same => Median([.. same.Select(outcome => outcome.CostUsd!.Value)]));
        if (medians.Count == 0)
        {
            return CostEvidence.None;
        }

        // Later hops of a chain see only tasks that earlier ones failed, so their mean is not a chance over all tasks.
        var chances = judged.Where(outcome => outcome.Alone || outcome.Hop == 0)
            .GroupBy(KeyOf)
            .ToDictionary(same => same.Key, same => same.Average(OutcomeOf));
        var tasks = judged.Where(outcome => chances.ContainsKey(KeyOf(outcome)))
            .GroupBy(outcome => outcome.Decision, StringComparer.Ordinal)
            .Where(task => task.Select(outcome => outcome.Endpoint).Distinct(StringComparer.Ordinal).Count() > 1)
            .TakeLast(MaxTasks)
            .Select(task => new CostTask(
                [
                    .. task.OrderBy(outcome => outcome.Hop).Take(MaxAttempts).Select(outcome => new JudgedAttempt(
                        chances[KeyOf(outcome)],
                        OutcomeOf(outcome),
                        outcome.CostUsd > 0 && medians.TryGetValue(KeyOf(outcome), out var median)
                            ? CostEvidence.Relative(outcome.CostUsd.Value, median)
                            : null)),
                ],
                InOrder: !task.First().Alone))
            .ToList();
        var slope = CostSlope.Estimate(tasks, spread);
        return slope > 0 ? new CostEvidence(slope, medians) : CostEvidence.None;
    }

    private static (string Endpoint, TaskKind Task) KeyOf(StoredOutcome outcome) => (outcome.Endpoint, outcome.Task!.Value);

    private static double OutcomeOf(StoredOutcome outcome) => outcome.Verdict == Verdict.Right ? 1 : 0;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
