namespace RulesRouter.Evaluation.Matching;

/// <summary>
/// For each class of values, the rows that are not false: one of a few complete bitmaps and the rows in which the class differs from it. A
/// class with many differences has a bitmap of its own, so memory grows with the size of the conditions, not with rules times values.
/// </summary>
internal sealed class ClassBits
{
    private readonly ulong[][] bitmaps;
    private readonly int[] bitmapOf;
    private readonly int[] firstFlip;
    private readonly int[] endFlip;
    private readonly int[] flips;

    private ClassBits(ulong[][] bitmaps, int[] bitmapOf, int[] firstFlip, int[] endFlip, int[] flips)
    {
        this.bitmaps = bitmaps;
        this.bitmapOf = bitmapOf;
        this.firstFlip = firstFlip;
        this.endFlip = endFlip;
        this.flips = flips;
    }

    /// <summary>Size in bytes.</summary>
    public long Size => bitmaps.Sum(bitmap => (long)bitmap.Length * sizeof(ulong)) + ((bitmapOf.Length * 3L) + flips.Length) * sizeof(int);

    /// <summary>Stores each class as its difference from the common bitmap.</summary>
    /// <param name="differences">By class.</param>
    public static ClassBits Apart(ulong[] common, IReadOnlyList<List<int>> differences) => Build(common, differences, cumulative: false);

    /// <summary>Stores each class as its difference from the previous class, and the first as its difference from the bitmap.</summary>
    /// <param name="differences">By class.</param>
    public static ClassBits InOrder(ulong[] first, IReadOnlyList<List<int>> differences) => Build(first, differences, cumulative: true);

    /// <param name="scratch">Buffer for the result if the class has no bitmap of its own; valid until it is used again.</param>
    public ulong[] Load(int index, ulong[] scratch)
    {
        var bitmap = bitmaps[bitmapOf[index]];
        var (next, end) = (firstFlip[index], endFlip[index]);
        if (next == end)
        {
            return bitmap;
        }

        bitmap.CopyTo(scratch, 0);
        for (; next < end; next++)
        {
            RowBits.Flip(scratch, flips[next]);
        }

        return scratch;
    }

    private static ClassBits Build(ulong[] start, IReadOnlyList<List<int>> differences, bool cumulative)
    {
        var most = Math.Max(8, start.Length / 4);
        var bitmaps = new List<ulong[]> { start };
        var flips = new List<int>();
        var (bitmapOf, firstFlip, endFlip) = (new int[differences.Count], new int[differences.Count], new int[differences.Count]);
        var (current, first) = (0, 0);
        for (var index = 0; index < differences.Count; index++)
        {
            if (!cumulative)
            {
                (current, first) = (0, flips.Count);
            }

            flips.AddRange(differences[index]);
            if (flips.Count - first > most)
            {
                bitmaps.Add(Flipped(bitmaps[current], flips, first));
                current = bitmaps.Count - 1;
                if (!cumulative)
                {
                    flips.RemoveRange(first, flips.Count - first);
                }

                first = flips.Count;
            }

            (bitmapOf[index], firstFlip[index], endFlip[index]) = (current, first, flips.Count);
        }

        return new ClassBits([.. bitmaps], bitmapOf, firstFlip, endFlip, [.. flips]);
    }

    private static ulong[] Flipped(ulong[] bitmap, List<int> flips, int first)
    {
        var copy = (ulong[])bitmap.Clone();
        for (var flip = first; flip < flips.Count; flip++)
        {
            RowBits.Flip(copy, flips[flip]);
        }

        return copy;
    }
}
