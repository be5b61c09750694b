using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Hashes runs of four characters, four at a time, and picks every second run: the hash of a run decides, so that the same run is
/// always kept or never. Runs that end in a blank are left out.
/// </summary>
internal static class WantedGrams
{
    /// <summary>Maximum number of characters per call.</summary>
    public const int Chunk = 256;

    /// <summary>Required size of the output buffer.</summary>
    public const int Room = Chunk + Lanes;

    private const int Lanes = 4;
    private const uint Blank = ' ';

    /// <summary>Shift that moves the deciding bit of the hash to the sign bit.</summary>
    private const int ToSign = 31 - 8;

    /// <summary>Run by run, the last character in the lowest byte.</summary>
    private static readonly Vector128<byte> Runs = Vector128.Create((byte)3, 2, 1, 0, 4, 3, 2, 1, 5, 4, 3, 2, 6, 5, 4, 3);

    /// <summary>For each subset of lanes, the shuffle that moves them to the front.</summary>
    private static readonly Vector128<byte>[] ToFront = [.. Enumerable.Range(0, 1 << Lanes).Select(OrderOf)];

    /// <param name="characters">At most <see cref="Chunk"/>, and <paramref name="context"/> before them that no run ends in.</param>
    /// <param name="buckets">Receives the hashes' upper bits; of <see cref="Room"/>.</param>
    /// <returns>The number of buckets written.</returns>
    public static int Hash(ReadOnlySpan<byte> characters, int context, int bits, Span<uint> buckets)
    {
        Span<byte> padded = stackalloc byte[context + Chunk + Vector128<byte>.Count];
        characters.CopyTo(padded);
        padded.Slice(characters.Length, Vector128<byte>.Count).Fill((byte)Blank);
        ref var from = ref MemoryMarshal.GetReference(padded);
        ref var to = ref Unsafe.As<uint, byte>(ref MemoryMarshal.GetReference(buckets));
        var count = 0;
        for (var at = 0; at < characters.Length - context; at += Lanes)
        {
            var runs = Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)at), Runs).AsUInt32();
            var mixed = runs * 0xC2B2AE35;
            var blanks = Vector128.Equals(runs & Vector128.Create(0xFFu), Vector128.Create(Blank));
            var wanted = Vector128.AndNot(mixed << ToSign, blanks).ExtractMostSignificantBits();
            var hashes = (mixed ^ Vector128.Create(0x2F0B4C47u)) >>> (32 - bits);
            Vector128.ShuffleNative(hashes.AsByte(), ToFront[wanted]).StoreUnsafe(ref to, (nuint)(count * sizeof(uint)));
            count += BitOperations.PopCount(wanted);
        }

        return count;
    }

    private static Vector128<byte> OrderOf(int lanes)
    {
        var chosen = Enumerable.Range(0, Lanes)
            .Where(lane => (lanes >> lane & 1) != 0)
            .SelectMany(lane => Enumerable.Range(lane * sizeof(uint), sizeof(uint)));
        byte[] order =
        [
            .. chosen.Concat(Enumerable.Repeat(0, Vector128<byte>.Count)).Take(Vector128<byte>.Count).Select(place => (byte)place),
        ];
        return Vector128.Create(order);
    }
}
