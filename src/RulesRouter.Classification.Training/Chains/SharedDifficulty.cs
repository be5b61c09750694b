namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>
/// Success of each model on tasks of a given difficulty, estimated from all models. A task's difficulty is its mean success over
/// all models; a model's success probability is the mean of its outcomes on tasks of similar difficulty (Gaussian kernel, the task itself
/// left out), which has less variance than one outcome.
/// </summary>
internal static class SharedDifficulty
{
    private static readonly double[] Bandwidths = [0.05, 0.08, 0.12, 0.2];

    /// <returns>By task, then model.</returns>
    public static double[][] Chances(IReadOnlyList<ChainTask> tasks)
    {
        var difficulty = tasks.Select(task => task.Success.Average()).ToArray();
        return Bandwidths.Select(width => Smooth(tasks, difficulty, width)).MinBy(chances => Loss(tasks, chances))!;
    }

    private static double[][] Smooth(IReadOnlyList<ChainTask> tasks, double[] difficulty, double width)
    {
        var models = tasks[0].Success.Length;
        var chances = new double[tasks.Count][];
        for (var task = 0; task < tasks.Count; task++)
        {
            var sums = new double[models];
            var weights = 0.0;
            for (var other = 0; other < tasks.Count; other++)
            {
                var distance = (difficulty[task] - difficulty[other]) / width;
                var weight = other == task ? 0 : Math.Exp(-0.5 * distance * distance);
                weights += weight;
                for (var model = 0; model < models; model++)
                {
                    sums[model] += weight * tasks[other].Success[model];
                }
            }

            chances[task] = [.. sums.Select((sum, model) => weights > 0 ? sum / weights : tasks[task].Success[model])];
        }

        return chances;
    }

    private static double Loss(IReadOnlyList<ChainTask> tasks, double[][] chances)
    {
        var loss = 0.0;
        for (var task = 0; task < tasks.Count; task++)
        {
            for (var model = 0; model < chances[task].Length; model++)
            {
                var error = chances[task][model] - tasks[task].Success[model];
                loss += error * error;
            }
        }

        return loss;
    }
}
