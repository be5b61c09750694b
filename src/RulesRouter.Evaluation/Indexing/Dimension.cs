using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Indexing;

/// <summary>
/// One fact of the requests against every row that asks about it. Values fall into classes within which no row tells them apart; a row's
/// bit says that what it asks is not false there. Where the fact is known it is either true or false; where it is not, a second bitmap
/// says which rows are true nevertheless.
/// </summary>
internal abstract class Dimension
{
    private readonly ulong[] possibleIfUnknown;
    private readonly ulong[] certainIfUnknown;

    protected Dimension(DimensionKey key, IReadOnlyList<(int Row, Condition Asked)> asked, ConditionProbe probe, int rows)
    {
        Key = key;
        possibleIfUnknown = RowBits.All(rows);
        certainIfUnknown = RowBits.All(rows);
        foreach (var (row, condition) in asked)
        {
            var truth = probe.TruthAt(key.Fact, FactValue.Unknown, condition);
            RowBits.Set(possibleIfUnknown, row, truth != Truth.False);
            RowBits.Set(certainIfUnknown, row, truth == Truth.True);
        }
    }

    public DimensionKey Key { get; }

    /// <summary>Bytes it holds.</summary>
    public long Size => ((possibleIfUnknown.Length * 2L) * sizeof(ulong)) + Known.Size;

    protected abstract ClassBits Known { get; }

    /// <param name="certain">The rows that are true; null where they are those that are possible.</param>
    /// <returns>The rows that are not false.</returns>
    public ulong[] Load(RequestFacts facts, ulong[] scratch, out ulong[]? certain)
    {
        var value = facts[Key.Fact];
        if (value.IsKnown)
        {
            certain = null;
            return Known.Load(ClassOf(value), scratch);
        }

        certain = certainIfUnknown;
        return possibleIfUnknown;
    }

    /// <param name="value">Known.</param>
    protected abstract int ClassOf(FactValue value);
}
