using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>A numeric fact: each constant that rows compare it with is a class, and so is each interval between two constants.</summary>
internal sealed class NumberDimension : Dimension
{
    private readonly double[] cuts;

    public NumberDimension(DimensionKey key, IReadOnlyList<(int Row, Condition Asked)> asked, ConditionProbe probe, int rows)
        : base(key, asked, probe, rows)
    {
        cuts = [.. asked.SelectMany(one => ConditionProbe.NumbersIn(one.Asked)).Distinct().Order()];
        var below = RowBits.All(rows);
        var differences = Enumerable.Range(0, (2 * cuts.Length) + 1).Select(_ => new List<int>()).ToArray();
        foreach (var (row, condition) in asked)
        {
            double[] own = [.. ConditionProbe.NumbersIn(condition).Distinct().Order()];
            var holds = own.Length == 0
                ? probe.TruthAt(key.Fact, FactValue.Of(0.0), condition) == Truth.True
                : HoldsAt(double.BitDecrement(own[0]), condition, probe, otherwise: true);
            RowBits.Set(below, row, holds);
            foreach (var cut in own)
            {
                var at = Array.BinarySearch(cuts, cut);
                holds = Step(cut, (2 * at) + 1, holds);
                holds = Step(double.BitIncrement(cut), (2 * at) + 2, holds);
            }

            bool Step(double value, int into, bool before)
            {
                var now = HoldsAt(value, condition, probe, before);
                if (now != before)
                {
                    differences[into].Add(row);
                }

                return now;
            }
        }

        Known = ClassBits.InOrder(below, differences);
    }

    protected override ClassBits Known { get; }

    protected override int ClassOf(FactValue value)
    {
        var number = value.Number;
        var (low, high) = (0, cuts.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (cuts[middle] < number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (2 * low) + (low < cuts.Length && cuts[low] == number ? 1 : 0);
    }

    /// <param name="otherwise">Result for infinities, which no fact can have.</param>
    private bool HoldsAt(double value, Condition condition, ConditionProbe probe, bool otherwise) =>
        double.IsFinite(value) ? probe.TruthAt(Key.Fact, FactValue.Of(value), condition) == Truth.True : otherwise;
}
