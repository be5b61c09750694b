namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>Bill of one contender minus another on the same tasks; negative is a saving.</summary>
/// <param name="MeanUsd">Per task, over the trials.</param>
/// <param name="Low">With <paramref name="High"/>, the 95 % interval of the mean over resampled tasks.</param>
/// <param name="SplitsLow">
/// With <paramref name="SplitsHigh"/>, the 95 % interval of the mean over resampled trials; NaN for one trial.
/// </param>
/// <param name="Wins">Share of trials with a lower bill; ties count half.</param>
internal sealed record PairedDifference(double MeanUsd, double Low, double High, double SplitsLow, double SplitsHigh, double Wins)
{
    private const int Resamples = 4000;

    public bool ExcludesZero => Low > 0 || High < 0;

    /// <param name="trials">By trial, the test tasks with their differences.</param>
    internal static PairedDifference Of(IReadOnlyList<IReadOnlyList<(int Task, double Usd)>> trials, int seed)
    {
        var byTrial = trials.Where(trial => trial.Count > 0).Select(trial => trial.Average(each => each.Usd)).ToArray();
        var byTask = trials.SelectMany(trial => trial)
            .GroupBy(each => each.Task)
            .OrderBy(task => task.Key)
            .Select(task => task.Average(each => each.Usd))
            .ToArray();
        var (low, high) = Resample(byTask, seed);
        var (splitsLow, splitsHigh) = byTrial.Length > 1 ? Resample(byTrial, seed) : (double.NaN, double.NaN);
        return new PairedDifference(
            trials.SelectMany(trial => trial).Average(each => each.Usd),
            low,
            high,
            splitsLow,
            splitsHigh,
            byTrial.Average(mean => mean < 0 ? 1 : mean == 0 ? 0.5 : 0));
    }

    private static (double Low, double High) Resample(double[] values, int seed)
    {
        var random = new Random(seed);
        var means = new double[Resamples];
        for (var resample = 0; resample < Resamples; resample++)
        {
            var sum = 0.0;
            for (var draw = 0; draw < values.Length; draw++)
            {
                sum += values[random.Next(values.Length)];
            }

            means[resample] = sum / values.Length;
        }

        Array.Sort(means);
        return (means[(int)(0.025 * (Resamples - 1))], means[(int)Math.Ceiling(0.975 * (Resamples - 1))]);
    }
}
