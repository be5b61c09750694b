using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>Estimates <see cref="CostEvidence.Slope"/> from tasks with several judged attempts.</summary>
internal static class CostSlope
{
    private const double Most = 1.5;
    private const double Step = 0.1;

    /// <summary>Tasks with an attempt of known cost that failed and another attempt; with fewer nothing is learned.</summary>
    public const int MinTasks = 50;

    /// <summary>Of a normal prior around 0 that shrinks the slope.</summary>
    private const double PriorDeviation = 0.5;

    /// <summary>In nats over all tasks, each counted once, after the penalty of the prior.</summary>
    private const double MinGain = 1;

    /// <summary>
    /// The slope that makes the attempts after a failure likeliest, shrunk, to one decimal; 0 with too few tasks or without a clear gain.
    /// </summary>
    /// <param name="spread">Of the shared difficulty.</param>
    public static double Estimate(IReadOnlyList<CostTask> tasks, double spread)
    {
        var known = tasks.Where(task => Failures(task).Any()).ToList();
        if (known.Count < MinTasks)
        {
            return 0;
        }

        // Failures on one task are no independent rows: all of them together weigh as much as there are tasks.
        var scenarios = new ScenarioChances(spread);
        var weight = (double)known.Count / known.Sum(task => Failures(task).Count());
        var (best, likeliest) = (0.0, (weight * Total(0)) + MinGain);
        for (var step = 1; step * Step <= Most + (Step / 2); step++)
        {
            var slope = step * Step;
            var ratio = slope / PriorDeviation;
            var likelihood = (weight * Total(slope)) - (ratio * ratio / 2);
            if (likelihood > likeliest)
            {
                (best, likeliest) = (slope, likelihood);
            }
        }

        return Math.Round(best, 1);

        double Total(double slope) => known.Sum(task => LogLikelihood(task, slope, scenarios).Sum);
    }

    /// <summary>Over the failed attempts of a task: how likely the outcomes of its others are, a mean for each failed one.</summary>
    public static (double Sum, int Failures) LogLikelihood(CostTask task, double slope, ScenarioChances scenarios)
    {
        var (sum, failures) = (0.0, 0);
        Span<double> weights = stackalloc double[SharedDifficulty.Scenarios];
        foreach (var index in Failures(task))
        {
            var failed = task.Attempts[index];
            var first = scenarios.Of(failed.Chance);
            for (var scenario = 0; scenario < weights.Length; scenario++)
            {
                weights[scenario] = SharedDifficulty.Weights[scenario] * (1 - first[scenario]);
            }

            SharedDifficulty.Tilt(weights, slope * failed.RelativeCost!.Value);
            sum += Next(task, index, weights, scenarios);
            failures++;
        }

        return (sum, failures);
    }

    private static double Next(CostTask task, int failed, ReadOnlySpan<double> weights, ScenarioChances scenarios)
    {
        var (sum, count) = (0.0, 0);
        for (var index = task.InOrder ? failed + 1 : 0; index < task.Attempts.Length; index++)
        {
            if (index == failed)
            {
                continue;
            }

            var next = task.Attempts[index];
            var chances = scenarios.Of(next.Chance);
            var (right, all) = (0.0, 0.0);
            for (var scenario = 0; scenario < weights.Length; scenario++)
            {
                right += weights[scenario] * chances[scenario];
                all += weights[scenario];
            }

            var chance = Math.Clamp(right / all, 1e-6, 1 - 1e-6);
            sum += (next.Outcome * Math.Log(chance)) + ((1 - next.Outcome) * Math.Log(1 - chance));
            count++;
        }

        return sum / count;
    }

    /// <summary>Places of failed attempts with a known cost and another attempt after them.</summary>
    private static IEnumerable<int> Failures(CostTask task) => Enumerable.Range(0, task.Attempts.Length)
        .Where(index => task.Attempts[index] is { RelativeCost: not null, Outcome: 0 }
            && (task.InOrder ? index + 1 < task.Attempts.Length : task.Attempts.Length > 1));
}

/// <summary>The judged attempts at one task.</summary>
/// <param name="InOrder">Each was made because the one before it failed; otherwise all were made regardless of the others.</param>
internal sealed record CostTask(ImmutableArray<JudgedAttempt> Attempts, bool InOrder);

/// <param name="Chance">Of success over all tasks of the kind.</param>
/// <param name="Outcome">1: right, 0: wrong.</param>
/// <param name="RelativeCost">See <see cref="CostEvidence"/>; null where it is unknown.</param>
internal readonly record struct JudgedAttempt(double Chance, double Outcome, double? RelativeCost);

/// <summary>Chances per difficulty scenario, computed once for each chance.</summary>
internal sealed class ScenarioChances(double spread)
{
    private readonly Dictionary<double, double[]> known = [];

    public double[] Of(double chance)
    {
        if (!known.TryGetValue(chance, out var chances))
        {
            chances = new double[SharedDifficulty.Scenarios];
            MeanChances.Of(spread).Fill(Math.Clamp(chance, 0.005, 0.995), chances);
            known.Add(chance, chances);
        }

        return chances;
    }
}
