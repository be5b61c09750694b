using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>Estimates <see cref="AttemptEvidence.Slopes"/> from tasks with several judged attempts.</summary>
internal static class AttemptSlopes
{
    private const double Step = 0.1;
    private const int MaxSteps = 15;

    /// <summary>Tasks with a failed attempt of which a signal is known and another attempt; with fewer the signal says nothing.</summary>
    public const int MinTasks = 50;

    /// <summary>Of a normal prior around 0 that shrinks a slope.</summary>
    private const double PriorDeviation = 0.5;

    /// <summary>In nats over all tasks, each counted once, after the penalty of the prior.</summary>
    private const double MinGain = 1;

    /// <summary>
    /// The slopes that make the attempts after a failure likeliest, shrunk, to one decimal; 0 for a signal with too few tasks, or without a
    /// clear gain beside the signals that say more. None is below 0: much of any of them is no sign of an easy task.
    /// </summary>
    /// <param name="spread">Of the shared difficulty.</param>
    public static ImmutableArray<double> Estimate(IReadOnlyList<JudgedTask> tasks, double spread)
    {
        var search = new Search(tasks, new ScenarioChances(spread));
        var left = AttemptEvidence.Signals.Where(search.IsKnownEnough).ToList();
        while (left.Count > 0)
        {
            var (signal, steps, gain) = left.Select(search.Climb).MaxBy(climbed => climbed.Gain);
            if (gain < MinGain)
            {
                break;
            }

            search.Steps[(int)signal] = steps;
            left.Remove(signal);
        }

        foreach (var signal in AttemptEvidence.Signals.Where(signal => search.Steps[(int)signal] != 0))
        {
            search.Steps[(int)signal] = search.Climb(signal).Steps;
        }

        return search.Slopes;
    }

    /// <summary>Over the failed attempts of a task: how likely the outcomes of its others are, a mean for each failed one.</summary>
    public static (double Sum, int Failures) LogLikelihood(
        JudgedTask task, ReadOnlySpan<double> slopes, ScenarioChances scenarios, AttemptSignal? signal = null)
    {
        var (sum, failures) = (0.0, 0);
        Span<double> weights = stackalloc double[SharedDifficulty.Scenarios];
        foreach (var index in task.Failures(signal))
        {
            var failed = task.Attempts[index];
            var first = scenarios.Of(failed.Chance);
            for (var scenario = 0; scenario < weights.Length; scenario++)
            {
                weights[scenario] = SharedDifficulty.Weights[scenario] * (1 - first[scenario]);
            }

            var shift = 0.0;
            for (var one = 0; one < slopes.Length; one++)
            {
                shift += slopes[one] * (failed.Relative[one] ?? 0);
            }

            SharedDifficulty.Tilt(weights, shift);
            sum += Next(task, index, weights, scenarios);
            failures++;
        }

        return (sum, failures);
    }

    private static double Next(JudgedTask task, int failed, ReadOnlySpan<double> weights, ScenarioChances scenarios)
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

    private sealed class Search(IReadOnlyList<JudgedTask> tasks, ScenarioChances scenarios)
    {
        private readonly ImmutableArray<List<JudgedTask>> known =
            [.. AttemptEvidence.Signals.Select(signal => tasks.Where(task => task.Failures(signal).Any()).ToList())];

        /// <summary>Slopes in units of <see cref="Step"/>.</summary>
        public int[] Steps { get; } = new int[AttemptEvidence.Signals.Length];

        public ImmutableArray<double> Slopes => [.. Steps.Select(steps => Math.Round(steps * Step, 1))];

        public bool IsKnownEnough(AttemptSignal signal) => known[(int)signal].Count >= MinTasks;

        /// <summary>The likeliest slope of one signal beside the others, and what it gains over 0 in nats.</summary>
        public (AttemptSignal Signal, int Steps, double Gain) Climb(AttemptSignal signal)
        {
            var none = Likelihood(signal, 0);
            var (best, likeliest) = (0, none);
            for (var steps = 1; steps <= MaxSteps; steps++)
            {
                var likelihood = Likelihood(signal, steps);
                if (likelihood <= likeliest)
                {
                    break;
                }

                (best, likeliest) = (steps, likelihood);
            }

            return (signal, best, likeliest - none);
        }

        private double Likelihood(AttemptSignal signal, int steps)
        {
            var slopes = Slopes.ToArray();
            slopes[(int)signal] = steps * Step;
            var (sum, failures) = (0.0, 0);
            foreach (var task in known[(int)signal])
            {
                var (one, count) = LogLikelihood(task, slopes, scenarios, signal);
                (sum, failures) = (sum + one, failures + count);
            }

            // Failures on one task are no independent rows: all of them together weigh as much as there are tasks.
            var ratio = steps * Step / PriorDeviation;
            return ((double)known[(int)signal].Count / failures * sum) - (ratio * ratio / 2);
        }
    }
}
