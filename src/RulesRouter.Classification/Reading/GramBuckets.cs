using System.Buffers;

namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Hears words and n-grams and keeps the distinct buckets they fall in: words, pairs of words, and every second run of four characters
/// (which second one is decided by its hash, so the same run is always kept or never). Buffers are pooled: dispose it.
/// </summary>
internal struct GramBuckets : IScanListener, IDisposable
{
    public const int Bits = 14;
    public const int Count = 1 << Bits;

    /// <summary>More distinct buckets than this in one prompt are not kept: it bounds the cost of a long one.</summary>
    public const int MostKept = 4096;

    private readonly ulong[] seen;
    private readonly ushort[] kept;
    private int length;
    private uint lastWord;

    public GramBuckets()
    {
        seen = ArrayPool<ulong>.Shared.Rent(Count / 64);
        kept = ArrayPool<ushort>.Shared.Rent(MostKept);
        Array.Clear(seen, 0, Count / 64);
    }

    public readonly ReadOnlySpan<ushort> Kept => kept.AsSpan(0, length);

    public void Word(uint hash)
    {
        Add(hash * 0x9E3779B1);
        Add((lastWord * 31 + hash) * 0x85EBCA6B);
        lastWord = hash;
    }

    public void FourCharacters(uint gram)
    {
        var mixed = gram * 0xC2B2AE35;
        if ((mixed & 0x100) != 0)
        {
            Add(mixed ^ 0x2F0B4C47);
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(seen);
        ArrayPool<ushort>.Shared.Return(kept);
    }

    private void Add(uint mixed)
    {
        var bucket = (int)(mixed >> (32 - Bits));
        ref var word = ref seen[bucket >> 6];
        var bit = 1UL << (bucket & 63);
        if ((word & bit) == 0 && length < MostKept)
        {
            word |= bit;
            kept[length++] = (ushort)bucket;
        }
    }
}
