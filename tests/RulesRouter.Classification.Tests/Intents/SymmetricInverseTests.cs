using FsCheck.Xunit;
using RulesRouter.Classifiers.Intents;

namespace RulesRouter.Classifiers.Tests.Intents;

public class SymmetricInverseTests
{
    [Property]
    public bool Inverse_times_matrix_is_the_identity(int seed)
    {
        var random = new Random(seed);
        var size = 1 + random.Next(20);
        var rows = Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, size).Select(_ => random.NextDouble()).ToArray()).ToArray();
        double Entry(int row, int column) =>
            Enumerable.Range(0, size).Sum(at => rows[row][at] * rows[column][at]) + (row == column ? 1 : 0);
        var inverse = SymmetricInverse.Of([.. Enumerable.Range(0, size).Select(
            row => Enumerable.Range(0, row + 1).Select(column => Entry(row, column)).ToArray())]);
        double Product(int row, int column) => Enumerable.Range(0, size)
            .Sum(at => Entry(row, at) * inverse[Math.Max(at, column)][Math.Min(at, column)]);
        return Enumerable.Range(0, size).All(row => Enumerable.Range(0, size)
            .All(column => Math.Abs(Product(row, column) - (row == column ? 1 : 0)) < 1e-6));
    }
}
