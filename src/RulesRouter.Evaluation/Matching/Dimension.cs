using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Matching;

/// <summary>
/// One fact and all rows that test it. Values are divided into classes that no row distinguishes; a row's
/// bit is set if its conjunct is not false for the class. For a known fact a conjunct is true or false; for an unknown fact a second bitmap
/// has the rows that are true.
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

    /// <summary>Size in bytes.</summary>
    public long Size => ((possibleIfUnknown.Length * 2L) * sizeof(ulong)) + Known.Size;

    protected abstract ClassBits Known { get; }

    /// <param name="certain">The rows that are true; null if they are equal to the rows that are not false.</param>
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
