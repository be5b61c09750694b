using System.Collections.Frozen;
using RulesRouter.Catalog;
using RulesRouter.Economics;

namespace RulesRouter.Service.Outcomes;

/// <summary>
/// Outcomes → what the measures of a rejected attempt say about the attempts after it. Bounded: the newest <see cref="MaxTasks"/> tasks
/// with several judged attempts, and of each the first <see cref="MaxAttempts"/>.
/// </summary>
internal static class AttemptLearning
{
    /// <summary>Judged attempts of an endpoint at a kind of task with a known measure, from which a median counts.</summary>
    private const int MinMeasures = 20;

    private const int MaxTasks = 500;
    private const int MaxAttempts = 24;

    /// <param name="spread">Of the shared difficulty.</param>
    public static AttemptEvidence From(IReadOnlyList<StoredOutcome> outcomes, double spread)
    {
        var judged = outcomes.Where(outcome => outcome is { Task: not null, Verdict: not Verdict.Unanswered }).ToList();
        var medians = MediansOf(judged);
        if (medians.Count == 0)
        {
            return AttemptEvidence.None;
        }

        // Later hops of a chain see only tasks that earlier ones failed, so their mean is not a chance over all tasks.
        var chances = judged.Where(outcome => outcome.Alone || outcome.Hop == 0)
            .GroupBy(KeyOf)
            .ToDictionary(same => same.Key, same => same.Average(OutcomeOf));
        var tasks = judged.Where(outcome => chances.ContainsKey(KeyOf(outcome)))
            .GroupBy(outcome => outcome.Decision, StringComparer.Ordinal)
            .Where(task => task.Select(outcome => outcome.Endpoint).Distinct(StringComparer.Ordinal).Count() > 1)
            .TakeLast(MaxTasks)
            .Select(task => new JudgedTask(
                [
                    .. task.OrderBy(outcome => outcome.Hop).Take(MaxAttempts).Select(outcome => new JudgedAttempt(
                        chances[KeyOf(outcome)],
                        OutcomeOf(outcome),
                        [.. AttemptEvidence.Signals.Select(signal => Relative(outcome, signal))])),
                ],
                InOrder: !task.First().Alone))
            .ToList();
        var evidence = new AttemptEvidence(AttemptSlopes.Estimate(tasks, spread), medians);
        return evidence.SaysNothing ? AttemptEvidence.None : evidence;

        double? Relative(StoredOutcome outcome, AttemptSignal signal) =>
            outcome.Measures.LogarithmOf(signal) is { } logarithm
            && medians.TryGetValue((outcome.Endpoint, outcome.Task!.Value, signal), out var median)
                ? AttemptEvidence.Relative(logarithm, median)
                : null;
    }

    /// <summary>Of failed tests over wrong answers alone: right ones have none.</summary>
    private static FrozenDictionary<(string Endpoint, TaskKind Task, AttemptSignal Signal), double> MediansOf(
        IEnumerable<StoredOutcome> judged) => judged
        .SelectMany(outcome => AttemptEvidence.Signals.Select(signal =>
            (Key: (outcome.Endpoint, outcome.Task!.Value, signal), Logarithm: outcome.Measures.LogarithmOf(signal), outcome.Verdict)))
        .Where(measure => measure.Logarithm is not null
            && (measure.Key.signal != AttemptSignal.FailedTests || measure.Verdict == Verdict.Wrong))
        .GroupBy(measure => measure.Key, measure => measure.Logarithm!.Value)
        .Where(same => same.Count() >= MinMeasures)
        .ToFrozenDictionary(same => same.Key, same => Median([.. same]));

    private static (string Endpoint, TaskKind Task) KeyOf(StoredOutcome outcome) => (outcome.Endpoint, outcome.Task!.Value);

    private static double OutcomeOf(StoredOutcome outcome) => outcome.Verdict == Verdict.Right ? 1 : 0;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
