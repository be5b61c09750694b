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

    private Vector256<int>[] keys = [];
    private int blocks;
    private int count;

    /// <summary>The most kinds that an option has; at most 31.</summary>
    public int Kinds { get; private set; }

    /// <param name="maxKinds">Of the options that follow.</param>
    /// <param name="maxOptions">The most options that follow.</param>
    public void Clear(int maxKinds, int maxOptions)
    {
        blocks = (maxKinds + Block - 1) / Block;
        (count, Kinds) = (0, 0);
        Buffers.Grow(ref keys, maxOptions * blocks);
    }

    public void Add(ReadOnlySpan<int> numbers)
    {
        var row = keys.AsSpan(count++ * blocks, blocks);
        row.Fill(Vector256.Create(None));
        numbers.CopyTo(MemoryMarshal.Cast<Vector256<int>, int>(row));
        Kinds = Math.Max(Kinds, numbers.Length);
    }

    /// <summary>The number of an option's key of a kind; negative where it has none.</summary>
    public int KeyOf(int option, int kind) => keys[(option * blocks) + (kind / Block)].GetElement(kind % Block);

    public bool Clash(int one, int other)
    {
        for (var block = 0; block < blocks; block++)
        {
            var (left, right) = (keys[(one * blocks) + block], keys[(other * blocks) + block]);
            if ((Vector256.Equals(left, right) & Vector256.GreaterThan(left, Vector256.Create(None))) != Vector256<int>.Zero)
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
        var kinds = 0u;
        for (var block = 0; block < blocks; block++)
        {
            var (left, right) = (keys[(option * blocks) + block], keys[(from * blocks) + block]);
            var apart = Vector256.AndNot(Vector256.GreaterThan(left, Vector256.Create(None)), Vector256.Equals(left, right));
            kinds |= apart.ExtractMostSignificantBits() << (block * Block);
        }

        return (int)kinds;
    }

    public bool HasKeys(int option)
    {
        for (var block = 0; block < blocks; block++)
        {
            if (Vector256.GreaterThanAny(keys[(option * blocks) + block], Vector256.Create(None)))
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
        && keys.AsSpan(0, count * blocks).SequenceEqual(other.keys.AsSpan(0, count * blocks));
}
