namespace RulesRouter.Evaluation.Matching;

/// <summary>One bit per row, in complete vectors of 256.</summary>
internal static class RowBits
{
    public static int WordsFor(int rows) => ((rows + 255) >> 8) << 2;

    /// <summary>All bits set.</summary>
    public static ulong[] All(int rows)
    {
        var bits = new ulong[WordsFor(rows)];
        for (var row = 0; row < rows; row++)
        {
            bits[row >> 6] |= 1UL << (row & 63);
        }

        return bits;
    }

    public static void Set(ulong[] bits, int row, bool value)
    {
        if (value)
        {
            bits[row >> 6] |= 1UL << (row & 63);
        }
        else
        {
            bits[row >> 6] &= ~(1UL << (row & 63));
        }
    }

    public static void Flip(ulong[] bits, int row) => bits[row >> 6] ^= 1UL << (row & 63);
}
