using System.Runtime.Intrinsics;

namespace RulesRouter.Classifiers.Intents;

/// <summary>
/// The inverse of a symmetric, positive definite matrix by Cholesky's factorisation. A matrix is its lower triangle by rows.
/// </summary>
internal static class SymmetricInverse
{
    /// <param name="matrix">Overwritten.</param>
    public static double[][] Of(double[][] matrix)
    {
        Factorise(matrix);
        var inverse = InverseOfFactor(matrix);
        return Product(inverse);
    }

    private static void Factorise(double[][] matrix)
    {
        for (var row = 0; row < matrix.Length; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var rest = matrix[row][column] - Dot(matrix[row].AsSpan(0, column), matrix[column].AsSpan(0, column));
                matrix[row][column] = row == column ? Math.Sqrt(rest) : rest / matrix[column][column];
            }
        }
    }

    /// <summary>By columns: entry [c][r - c] of the result is entry (r, c) of the factor's inverse.</summary>
    private static double[][] InverseOfFactor(double[][] factor)
    {
        var columns = new double[factor.Length][];
        Parallel.For(0, factor.Length, column =>
        {
            var found = new double[factor.Length - column];
            found[0] = 1 / factor[column][column];
            for (var row = column + 1; row < factor.Length; row++)
            {
                var sum = Dot(factor[row].AsSpan(column, row - column), found.AsSpan(0, row - column));
                found[row - column] = -sum / factor[row][row];
            }

            columns[column] = found;
        });
        return columns;
    }

    private static double[][] Product(double[][] columns)
    {
        var product = new double[columns.Length][];
        Parallel.For(0, columns.Length, row =>
        {
            product[row] = new double[row + 1];
            for (var column = 0; column <= row; column++)
            {
                product[row][column] = Dot(columns[row], columns[column].AsSpan(row - column));
            }
        });
        return product;
    }

    /// <summary>In an order of additions that is the same on every machine.</summary>
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var (sums, at, sum) = (Vector256<double>.Zero, 0, 0.0);
        for (; at <= left.Length - Vector256<double>.Count; at += Vector256<double>.Count)
        {
            sums += Vector256.Create(left[at..]) * Vector256.Create(right[at..]);
        }

        for (; at < left.Length; at++)
        {
            sum += left[at] * right[at];
        }

        return sum + sums[0] + sums[1] + sums[2] + sums[3];
    }
}
