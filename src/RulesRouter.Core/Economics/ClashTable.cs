using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RulesRouter.Economics;

/// <summary>
/// Which options may not be in one chain: those that share a number at one place. Numbers at one place are of one kind, and an option has
/// at most one of each kind.
/// </summary>
internal sealed class ClashTable
{
    /// <summary>An option has no number of the kind.</summary>
    public const int None = -1;

    /// <summary>Kinds compared at once.</summary>
    private const int Block = 8;

    private int[] keys = [];
    private int blocks;
    private int count;

    /// <summary>The most kinds that an option has; at most 31.</summary>
    public int Kinds { get; private set; }

    /// <param name="maxKinds">Of the options that follow.</param>
    public void Clear(int maxKinds)
    {
        blocks = (maxKinds + Block - 1) / Block;
        (count, Kinds) = (0, 0);
    }

    public void Add(ReadOnlySpan<int> numbers)
    {
        var from = count++ * blocks * Block;
        Buffers.Grow(ref keys, count * blocks * Block);
        var row = keys.AsSpan(from, blocks * Block);
        row.Fill(None);
        numbers.CopyTo(row);
        Kinds = Math.Max(Kinds, numbers.Length);
    }

    /// <summary>The number of an option's key of a kind; negative where it has none.</summary>
    public int KeyOf(int option, int kind) => keys[(option * blocks * Block) + kind];

    public bool Clash(int one, int other)
    {
        var left = Of(one);
        var right = Of(other);
        for (var block = 0; block < left.Length; block++)
        {
            if ((Vector256.Equals(left[block], right[block]) & Vector256.GreaterThan(left[block], Vector256.Create(None)))
                != Vector256<int>.Zero)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The kinds, as bits, through which a third option may exclude one option and not the other; 0 also for an option without keys.
    /// </summary>
    public int BarredApart(int option, int from)
    {
        var left = Of(option);
        var right = Of(from);
        var kinds = 0u;
        for (var block = 0; block < left.Length; block++)
        {
            var apart = Vector256.AndNot(
                Vector256.GreaterThan(left[block], Vector256.Create(None)),
                Vector256.Equals(left[block], right[block]));
            kinds |= apart.ExtractMostSignificantBits() << (block * Block);
        }

        return (int)kinds;
    }

    public bool HasKeys(int option)
    {
        foreach (var block in Of(option))
        {
            if (Vector256.GreaterThanAny(block, Vector256.Create(None)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the same options clash, number by number.</summary>
    public bool IsSame(ClashTable other) =>
        count == other.count
        && Kinds == other.Kinds
        && blocks == other.blocks
        && keys.AsSpan(0, count * blocks * Block).SequenceEqual(other.keys.AsSpan(0, count * blocks * Block));

    private ReadOnlySpan<Vector256<int>> Of(int option) =>
        MemoryMarshal.Cast<int, Vector256<int>>(keys.AsSpan(option * blocks * Block, blocks * Block));
}
