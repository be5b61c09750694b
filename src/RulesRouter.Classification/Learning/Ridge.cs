namespace RulesRouter.Classifiers.Learning;

/// <summary>Least squares with a pull of every weight to zero, solved exactly (Hoerl and Kennard 1970), for few features.</summary>
/// <param name="Weights">One a feature.</param>
/// <param name="Constant">What is added.</param>
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
    /// <param name="pull">In rows of unit spread; above 0.</param>
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

        var weights = Solve(normal, right);
        return new Ridge(weights, mean - weights.Zip(means, (weight, average) => weight * average).Sum());
    }

    /// <summary>Cholesky's factor in the lower triangle, then two substitutions.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var solution = (double[])right.Clone();
        for (var row = 0; row < right.Length; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var rest = matrix[row, column];
                for (var at = 0; at < column; at++)
                {
                    rest -= matrix[row, at] * matrix[column, at];
                }

                matrix[row, column] = column == row ? Math.Sqrt(rest) : rest / matrix[column, column];
                solution[row] -= column < row ? matrix[row, column] * solution[column] : 0;
            }

            solution[row] /= matrix[row, row];
        }

        for (var row = right.Length - 1; row >= 0; row--)
        {
            for (var below = row + 1; below < right.Length; below++)
            {
                solution[row] -= matrix[below, row] * solution[below];
            }

            solution[row] /= matrix[row, row];
        }

        return solution;
    }
}
