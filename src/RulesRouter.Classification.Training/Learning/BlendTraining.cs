using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Fits the weights that combine head scores.</summary>
internal static class BlendTraining
{
    /// <summary>Strength of the prior weights, in rows.</summary>
    private const double Pull = 1000;

    /// <summary>Fits to scores of heads trained without the rows.</summary>
    /// <param name="scores">A row's head scores.</param>
    /// <param name="truth">A row's outcome.</param>
    /// <param name="rowWeights">A row's weight; 0 leaves it out.</param>
    /// <param name="priors">
    /// The expected weight of each score in standard deviations of the outcome; its sign is the score's direction, 0 leaves it out.
    /// </param>
    /// <param name="otherwise">The output if no row has a label.</param>
    public static Blend Fit(
        IReadOnlyList<float[]> scores,
        IReadOnlyList<double> truth,
        IReadOnlyList<double> rowWeights,
        double[] priors,
        double otherwise)
    {
        var known = Enumerable.Range(0, scores.Count).Where(row => rowWeights[row] > 0).ToArray();
        var total = known.Sum(row => rowWeights[row]);
        if (total == 0)
        {
            return new Blend((float)otherwise, new float[priors.Length]);
        }

        var mean = known.Sum(row => rowWeights[row] * truth[row]) / total;
        var spread = Math.Sqrt(known.Sum(row => rowWeights[row] * Math.Pow(truth[row] - mean, 2)) / total);
        var used = Enumerable.Range(0, priors.Length).Where(at => priors[at] != 0).ToArray();
        var means = used.Select(at => known.Sum(row => rowWeights[row] * scores[row][at]) / total).ToArray();
        var spreads = used.Select((at, index) =>
            Math.Sqrt(known.Sum(row => rowWeights[row] * Math.Pow(scores[row][at] - means[index], 2)) / total) + 1e-6).ToArray();
        var signs = used.Select(at => Math.Sign(priors[at])).ToArray();
        var (normal, right) = (new double[used.Length, used.Length], new double[used.Length]);
        var standard = new double[used.Length];
        foreach (var row in known)
        {
            for (var at = 0; at < used.Length; at++)
            {
                standard[at] = signs[at] * (scores[row][used[at]] - means[at]) / spreads[at];
            }

            for (var at = 0; at < used.Length; at++)
            {
                right[at] += rowWeights[row] * standard[at] * (truth[row] - mean) / Math.Max(spread, 1e-6);
                for (var other = 0; other < used.Length; other++)
                {
                    normal[at, other] += rowWeights[row] * standard[at] * standard[other];
                }
            }
        }

        var fitted = Descend(normal, right, [.. used.Select(at => Math.Abs(priors[at]))]);
        var weights = new float[priors.Length];
        var constant = mean;
        for (var at = 0; at < used.Length; at++)
        {
            var weight = signs[at] * fitted[at] * spread / spreads[at];
            weights[used[at]] = (float)weight;
            constant -= weight * means[at];
        }

        return new Blend((float)constant, weights);
    }

    /// <summary>Coordinate descent on the ridge problem with non-negative weights.</summary>
    private static double[] Descend(double[,] normal, double[] right, double[] priors)
    {
        var weights = (double[])priors.Clone();
        for (var round = 0; round < 300; round++)
        {
            for (var at = 0; at < weights.Length; at++)
            {
                var gradient = right[at] + Pull * priors[at];
                for (var other = 0; other < weights.Length; other++)
                {
                    gradient -= other == at ? 0 : normal[at, other] * weights[other];
                }

                weights[at] = Math.Max(0, gradient / (normal[at, at] + Pull));
            }
        }

        return weights;
    }
}
