namespace RulesRouter.Economics;

/// <summary>
/// Counts whether the dominators of an option are more than the other members of a chain can exclude. A member clashes with at most one of
/// several that have different keys of a kind, and never through a key that the option also has: it could not be in the option's chain.
/// </summary>
internal sealed class Dominators
{
    /// <summary>By kind, the keys of dominators that only that kind can exclude.</summary>
    private int[] alone = [];
    private int[] counts = [];

    /// <summary>Dominators of which no two clash: a member excludes at most one of them through each kind.</summary>
    private int[] apart = [];
    private int apartCount;
    private int enoughApart;
    private bool mayBeApart;
    private int option;
    private int others;
    private ClashTable clashes = new();

    /// <param name="members">Members of a chain beside the option.</param>
    public void Start(ClashTable table, int members)
    {
        (clashes, others) = (table, members);
        enoughApart = (Math.Max(1, table.Kinds) * members) + 1;
        Buffers.Grow(ref alone, table.Kinds * (members + 1));
        Buffers.Grow(ref counts, table.Kinds);
        Buffers.Grow(ref apart, enoughApart);
    }

    /// <summary>Restarts the count for another option.</summary>
    /// <param name="candidates">Dominators that it has at most.</param>
    public void Of(int index, int candidates)
    {
        (option, apartCount, mayBeApart) = (index, 0, candidates >= enoughApart);
        Array.Clear(counts);
    }

    public bool AreEnoughWith(int better)
    {
        var kinds = clashes.BarredApart(better, option);
        if (kinds == 0 && clashes.HasKeys(better))
        {
            return true;
        }

        return (int.IsPow2(kinds) && AreEnoughOfKind(int.TrailingZeroCount(kinds), better)) || (mayBeApart && AreEnoughApart(better));
    }

    private bool AreEnoughOfKind(int kind, int better)
    {
        var keys = alone.AsSpan(kind * (others + 1), others + 1);
        var key = clashes.KeyOf(better, kind);
        if (keys[..counts[kind]].Contains(key))
        {
            return false;
        }

        keys[counts[kind]++] = key;
        return counts[kind] > others;
    }

    private bool AreEnoughApart(int better)
    {
        foreach (var other in apart.AsSpan(0, apartCount))
        {
            if (clashes.Clash(better, other))
            {
                return false;
            }
        }

        apart[apartCount++] = better;
        return apartCount == enoughApart;
    }
}
