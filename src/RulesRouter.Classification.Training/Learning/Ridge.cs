namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Ridge regression (Hoerl and Kennard 1970), solved exactly, for few features.</summary>
/// <param name="Weights">One per feature.</param>
/// <param name="Constant">Intercept.</param>
internal sealed record Ridge(double[] Weights, double Constant)
{
    public double Of(ReadOnlySpan<double> features)
    {
        var sum = Constant;
        for (var at = 0; at < Weights.Length; at++)
        {
            sum += Weights[at] * features[at];
        }

        return sum;
    }

    /// <param name="features">A row's features.</param>
    /// <param name="truth">A row's outcome.</param>
    /// <param name="pull">Ridge strength, in rows of unit spread; above 0.</param>
    public static Ridge Fit(IReadOnlyList<double[]> features, IReadOnlyList<double> truth, double pull)
    {
        var count = features[0].Length;
        var means = Enumerable.Range(0, count).Select(at => features.Average(row => row[at])).ToArray();
        var mean = truth.Average();
        var (normal, right) = (new double[count, count], new double[count]);
        var centred = new double[count];
        for (var row = 0; row < features.Count; row++)
        {
            for (var at = 0; at < count; at++)
            {
                centred[at] = features[row][at] - means[at];
                right[at] += centred[at] * (truth[row] - mean);
                for (var other = 0; other <= at; other++)
                {
                    normal[at, other] += centred[at] * centred[other];
                }
            }
        }

        for (var at = 0; at < count; at++)
        {
            normal[at, at] += pull;
        }

        var weights = Cholesky.Solve(normal, right);
        return new Ridge(weights, mean - weights.Zip(means, (weight, average) => weight * average).Sum());
    }
}
