using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RulesRouter.Tokens;

/// <summary>A bit for each of 64 characters, by class of character.</summary>
internal struct BlockMasks
{
    public const int Length = 64;
    public ulong Lower;
    public ulong Upper;
    public ulong Digits;
    public ulong Marks;
    public ulong Blanks;
    public ulong Tabs;
    public ulong LineEnds;
    public ulong Controls;

    /// <summary>Outside ASCII.</summary>
    public ulong Foreign;

    /// <summary>Equal to the character before.</summary>
    public ulong Equal;

    public readonly ulong Letters => Lower | Upper;

    public readonly ulong Spaces => Blanks | Tabs;

    /// <param name="before">The character before the first one; all 65 characters are read.</param>
    public static BlockMasks Of(in char before)
    {
        var masks = default(BlockMasks);
        ref var from = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in before));
        for (var at = 0; at < Length; at += Vector256<byte>.Count)
        {
            masks.Classify(ref from, at);
        }

        return masks;
    }

    private void Classify(ref ushort from, int at)
    {
        var (first, second) = Load(ref from, at + 1);
        var (before, beforeSecond) = Load(ref from, at);
        var equal = Vector256.Narrow(Vector256.Equals(first, before), Vector256.Equals(second, beforeSecond));
        var highest = Vector256.Create((ushort)byte.MaxValue);
        var characters = Vector256.Narrow(Vector256.Min(first, highest), Vector256.Min(second, highest));
        var lower = InRange(characters, 'a', 'z');
        var upper = InRange(characters, 'A', 'Z');
        var digits = InRange(characters, '0', '9');
        var tabs = Vector256.Equals(characters, Vector256.Create((byte)'\t'));
        var lineEnds = Vector256.Equals(
            characters,
            Vector256.Create((byte)'\n')) | Vector256.Equals(characters, Vector256.Create((byte)'\r'));
        Lower |= Bits(lower, at);
        Upper |= Bits(upper, at);
        Digits |= Bits(digits, at);
        Marks |= Bits(Vector256.AndNot(InRange(characters, '!', '~'), lower | upper | digits), at);
        Blanks |= Bits(Vector256.Equals(characters, Vector256.Create((byte)' ')), at);
        Tabs |= Bits(tabs, at);
        LineEnds |= Bits(lineEnds, at);
        Controls |= Bits(Vector256.AndNot(InRange(characters, '\u0001', '\u001F'), lineEnds | tabs), at);
        Foreign |= Bits(characters, at);
        Equal |= Bits(equal, at);
    }

    private static (Vector256<ushort> First, Vector256<ushort> Second) Load(ref ushort from, int at)
    {
        ref var here = ref Unsafe.Add(ref from, at);
        return (Vector256.LoadUnsafe(ref here), Vector256.LoadUnsafe(ref here, (nuint)Vector256<ushort>.Count));
    }

    private static Vector256<byte> InRange(Vector256<byte> characters, char from, char to) =>
        Vector256.LessThanOrEqual(characters - Vector256.Create((byte)from), Vector256.Create((byte)(to - from)));

    private static ulong Bits(Vector256<byte> found, int at) => (ulong)found.ExtractMostSignificantBits() << at;
}
