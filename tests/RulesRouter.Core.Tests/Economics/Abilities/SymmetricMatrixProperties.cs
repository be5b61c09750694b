using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Economics.Abilities;

namespace RulesRouter.Core.Tests.Economics.Abilities;

public sealed class SymmetricMatrixProperties
{
    [Property]
    public bool Solution_and_inverse_agree_with_the_matrix(int[] seed, PositiveInt size)
    {
        var n = 1 + (size.Get % 12);
        var root = Enumerable.Range(0, n)
            .Select(row => Enumerable.Range(0, n).Select(column => Entry(seed, (row * n) + column) + (row == column ? 3.0 : 0)).ToArray())
            .ToArray();
        double[][] whole =
        [
            .. root.Select((row, at) =>
                root.Select((other, index) => row.Zip(other, (a, b) => a * b).Sum() + (at == index ? 1 : 0)).ToArray()),
        ];
        double[] right = [.. Enumerable.Range(0, n).Select(at => Entry(seed, at + 7))];
        var matrix = new SymmetricMatrix([.. whole.Select((row, at) => row[..(at + 1)])]);

        var solution = matrix.Solve(right);
        var inverse = matrix.Inverse();

        return Enumerable.Range(0, n).All(row =>
            IsNear(SymmetricMatrix.Dot(whole[row], solution), right[row])
            && IsNear(
                Enumerable.Range(0, n).Sum(column => inverse[Math.Max(row, column)][Math.Min(row, column)] * right[column]),
                solution[row]));
    }

    private static double Entry(int[] seed, int at) => seed.Length == 0 ? 0 : (seed[at % seed.Length] % 10 / 10.0) + (at % 3 * 0.1);

    private static bool IsNear(double one, double other) => Math.Abs(one - other) < 1e-6 * (1 + Math.Abs(one) + Math.Abs(other));
}
