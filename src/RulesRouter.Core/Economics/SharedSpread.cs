namespace RulesRouter.Economics;

/// <summary>Estimates the spread of the difficulty that attempts at one task share, from tasks with several attempts.</summary>
internal static class SharedSpread
{
    private const double Most = 4;
    private const double Step = 0.1;

    /// <summary>
    /// The spread that makes the outcomes likeliest, to one decimal in 0..4 (maximum marginal likelihood of
    /// <see cref="SharedDifficulty"/>).
    /// </summary>
    /// <param name="tasks">By task, its attempts: the chance over all tasks, and the outcome in 0..1.</param>
    public static double Estimate(IReadOnlyList<IReadOnlyList<(double Chance, double Outcome)>> tasks) =>
        Estimate([.. tasks.Select(task => (task, 1))]);

    /// <summary>The same for tasks that are counted where their attempts are equal.</summary>
    public static double Estimate(IReadOnlyList<(IReadOnlyList<(double Chance, double Outcome)> Attempts, int Count)> tasks)
    {
        var (best, likeliest) = (0.0, double.NegativeInfinity);
        for (var step = 0; step * Step <= Most; step++)
        {
            var spread = step * Step;
            var likelihood = LogLikelihood(tasks, spread);
            if (likelihood > likeliest)
            {
                (best, likeliest) = (spread, likelihood);
            }
        }

        return Math.Round(best, 1);
    }

    private static double LogLikelihood(
        IReadOnlyList<(IReadOnlyList<(double Chance, double Outcome)> Attempts, int Count)> tasks,
        double spread)
    {
        var known = new Dictionary<double, (double[] Right, double[] Wrong)>();
        var sums = new double[SharedDifficulty.Scenarios];
        var total = 0.0;
        foreach (var (attempts, count) in tasks)
        {
            Array.Clear(sums);
            foreach (var (chance, outcome) in attempts)
            {
                if (!known.TryGetValue(chance, out var logs))
                {
                    logs = LogsOf(chance, spread);
                    known[chance] = logs;
                }

                for (var scenario = 0; scenario < sums.Length; scenario++)
                {
                    sums[scenario] += (outcome * logs.Right[scenario]) + ((1 - outcome) * logs.Wrong[scenario]);
                }
            }

            var most = sums.Max();
            var mean = 0.0;
            for (var scenario = 0; scenario < sums.Length; scenario++)
            {
                mean += SharedDifficulty.Weights[scenario] * Math.Exp(sums[scenario] - most);
            }

            total += count * (most + Math.Log(mean));
        }

        return total;
    }

    private static (double[] Right, double[] Wrong) LogsOf(double chance, double spread)
    {
        var chances = new double[SharedDifficulty.Scenarios];
        MeanChances.Of(spread).Fill(chance, chances);
        return ([.. chances.Select(at => Math.Log(Math.Max(at, 1e-12)))], [.. chances.Select(at => Math.Log(Math.Max(1 - at, 1e-12)))]);
    }
}
