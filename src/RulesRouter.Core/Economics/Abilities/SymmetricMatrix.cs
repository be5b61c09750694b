using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RulesRouter.Economics.Abilities;

/// <summary>A symmetric, positive definite matrix as its Cholesky factor: solves equations, and inverts.</summary>
internal sealed class SymmetricMatrix
{
    private readonly double[][] factor;

    /// <param name="lower">The rows up to the diagonal; they become the factor.</param>
    public SymmetricMatrix(double[][] lower)
    {
        factor = lower;
        for (var row = 0; row < lower.Length; row++)
        {
            var own = lower[row].AsSpan();
            for (var column = 0; column < row; column++)
            {
                var other = lower[column].AsSpan();
                own[column] = (own[column] - Dot(own[..column], other[..column])) / other[column];
            }

            own[row] = Math.Sqrt(Math.Max(own[row] - Dot(own[..row], own[..row]), 1e-12));
        }
    }

    public int Size => factor.Length;

    /// <summary>Solves the factor's lower triangle: the squares of the result add up to the quadratic form of the inverse.</summary>
    public double[] Whiten(ReadOnlySpan<double> right)
    {
        var solution = right.ToArray();
        for (var row = 0; row < solution.Length; row++)
        {
            solution[row] = (solution[row] - Dot(factor[row].AsSpan(0, row), solution.AsSpan(0, row))) / factor[row][row];
        }

        return solution;
    }

    public double[] Solve(ReadOnlySpan<double> right)
    {
        var solution = Whiten(right);
        for (var row = solution.Length - 1; row >= 0; row--)
        {
            solution[row] /= factor[row][row];
            Subtract(solution.AsSpan(0, row), factor[row].AsSpan(0, row), solution[row]);
        }

        return solution;
    }

    /// <summary>The rows of the inverse up to the diagonal.</summary>
    public double[][] Inverse()
    {
        // Columns of the inverse factor, each from its diagonal on.
        var columns = new double[Size][];
        for (var column = 0; column < Size; column++)
        {
            var below = columns[column] = new double[Size];
            below[column] = 1 / factor[column][column];
            for (var row = column + 1; row < Size; row++)
            {
                below[row] = -Dot(factor[row].AsSpan(column, row - column), below.AsSpan(column, row - column)) / factor[row][row];
            }
        }

        var inverse = new double[Size][];
        for (var row = 0; row < Size; row++)
        {
            inverse[row] = new double[row + 1];
            for (var column = 0; column <= row; column++)
            {
                inverse[row][column] = Dot(columns[row].AsSpan(row), columns[column].AsSpan(row));
            }
        }

        return inverse;
    }

    /// <summary>Four sums, on every processor: the last digits of an ability must not depend on how wide its vectors are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var (sum, at) = (Vector256<double>.Zero, 0);
        var ones = MemoryMarshal.Cast<double, Vector256<double>>(one);
        var others = MemoryMarshal.Cast<double, Vector256<double>>(other);
        for (; at < ones.Length; at++)
        {
            sum += ones[at] * others[at];
        }

        var rest = sum[0] + sum[1] + sum[2] + sum[3];
        for (at *= Vector256<double>.Count; at < one.Length; at++)
        {
            rest += one[at] * other[at];
        }

        return rest;
    }

    private static void Subtract(Span<double> from, ReadOnlySpan<double> row, double times)
    {
        for (var at = 0; at < from.Length; at++)
        {
            from[at] -= row[at] * times;
        }
    }
}
