namespace RulesRouter.Verification.Chains;

/// <summary>What one contender bills less another, on the same tasks; below 0 is saved.</summary>
/// <param name="MeanUsd">Per task, over the trials.</param>
/// <param name="Low">With <paramref name="High"/>, holds the mean in 95 of 100 resamples of the tasks, each with its mean over the trials it was tested in.</param>
/// <param name="SplitsLow">With <paramref name="SplitsHigh"/>, holds the mean in 95 of 100 resamples of the trials on these same tasks; NaN for one trial.</param>
/// <param name="Wins">Share of trials in which less was billed, ties counting half.</param>
public sealed record PairedDifference(double MeanUsd, double Low, double High, double SplitsLow, double SplitsHigh, double Wins)
{
    private const int Resamples = 4000;

    public bool ExcludesZero => Low > 0 || High < 0;

    /// <param name="trials">By trial, the tested tasks with the difference on each.</param>
    internal static PairedDifference Of(IReadOnlyList<IReadOnlyList<(int Task, double Usd)>> trials, int seed)
    {
        var byTrial = trials.Where(trial => trial.Count > 0).Select(trial => trial.Average(each => each.Usd)).ToArray();
        var byTask = trials.SelectMany(trial => trial).GroupBy(each => each.Task).OrderBy(task => task.Key).Select(task => task.Average(each => each.Usd)).ToArray();
        var (low, high) = Resample(byTask, seed);
        var (splitsLow, splitsHigh) = byTrial.Length > 1 ? Resample(byTrial, seed) : (double.NaN, double.NaN);
        return new PairedDifference(trials.SelectMany(trial => trial).Average(each => each.Usd), low, high, splitsLow, splitsHigh, byTrial.Average(mean => mean < 0 ? 1 : mean == 0 ? 0.5 : 0));
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
