using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>
/// Keeps terms over several facts consistent with their operands' cells. Each added clause is true for every request, so it may stay. Only
/// existing cuts are used, because the model has no value for new ones.
/// </summary>
internal static class RangeLemmas
{
    /// <summary>Adds clauses that exclude the present model; false if it is consistent.</summary>
    public static bool Refine(FactSpace space)
    {
        // What the model says has to be read before the first clause is added.
        var clauses = space.ComputedNumbers.SelectMany(number => Of(number, space.Circuit)).Concat(space.Orders.SelectMany(Of))
            .Where(clause => !clause.Any(space.Circuit.Solver.IsTrue)).ToList();
        foreach (var clause in clauses)
        {
            space.Circuit.Require([.. clause]);
        }

        return clauses.Count > 0;
    }

    private static IEnumerable<int[]> Of(ComputedNumber number, Circuit circuit)
    {
        var range = number.Range();
        if (!range.IsKnown)
        {
            yield break;
        }

        var (low, high) = number.Number.Cell();
        var elsewhere = Elsewhere(number.Leaves.Values);
        if (number.NotANumber != circuit.False && circuit.Solver.IsTrue(number.NotANumber))
        {
            yield return [.. elsewhere, -number.NotANumber];
        }

        if (range.High < number.Number.Domain[low])
        {
            yield return [.. elsewhere, number.Number.AtMost(low - 1)];
        }

        if (range.Low > number.Number.Domain[high])
        {
            yield return [.. elsewhere, -number.Number.AtMost(high)];
        }
    }

    private static IEnumerable<int[]> Of(TermOrder order)
    {
        var left = order.RangeOf(order.Left);
        var right = order.RangeOf(order.Right);
        if (!left.IsKnown || !right.IsKnown)
        {
            yield break;
        }

        var elsewhere = Elsewhere(order.Leaves.Values);
        yield return [.. elsewhere, -order.NotANumber];
        if (left.High < right.Low)
        {
            yield return [.. elsewhere, order.Less];
        }

        if (left.High <= right.Low)
        {
            yield return [.. elsewhere, order.Less, order.Same];
        }

        if (left.Low >= right.High)
        {
            yield return [.. elsewhere, -order.Less];
        }

        if (left.Low > right.High)
        {
            yield return [.. elsewhere, -order.Same];
        }
    }

    private static int[] Elsewhere(IEnumerable<NumberVariable> operands) =>
        [.. operands.SelectMany(operand => operand.CellLiterals()).Select(literal => -literal)];
}
