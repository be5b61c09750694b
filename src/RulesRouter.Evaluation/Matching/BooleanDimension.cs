using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>A boolean fact, whether a set contains one member, or whether a set is known: two classes of values.</summary>
internal sealed class BooleanDimension : Dimension
{
    public BooleanDimension(
        DimensionKey key,
        FactType type,
        IReadOnlyList<(int Row, Condition Asked)> asked,
        ConditionProbe probe,
        int rows)
        : base(key, asked, probe, rows)
    {
        var isSet = type == FactType.Set;
        var no = isSet ? FactValue.Of(ConditionProbe.EmptySet) : FactValue.Of(false);
        var yes = isSet ? FactValue.Of(ConditionProbe.EmptySet.Add(key.Member ?? "")) : FactValue.Of(true);
        var bits = RowBits.All(rows);
        var flipped = new List<int>();
        foreach (var (row, condition) in asked)
        {
            var ifNot = probe.TruthAt(key.Fact, no, condition) == Truth.True;
            RowBits.Set(bits, row, ifNot);
            if (probe.TruthAt(key.Fact, yes, condition) == Truth.True != ifNot)
            {
                flipped.Add(row);
            }
        }

        Known = ClassBits.Apart(bits, [[], flipped]);
    }

    protected override ClassBits Known { get; }

    protected override int ClassOf(FactValue value) =>
        (value.Set is { } set ? Key.Member is { } member && set.Contains(member) : value.Flag) ? 1 : 0;
}
