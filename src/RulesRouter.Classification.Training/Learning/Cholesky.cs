namespace RulesRouter.Classifiers.Training.Learning;

/// <summary>Solves linear equations by Cholesky factorisation.</summary>
internal static class Cholesky
{
    /// <param name="matrix">Symmetric and positive definite; its lower triangle becomes the factor.</param>
    /// <param name="right">Right-hand side; not changed.</param>
    public static double[] Solve(double[,] matrix, double[] right)
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
