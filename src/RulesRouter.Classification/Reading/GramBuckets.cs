using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    private readonly byte[] seen;
    private readonly ushort[] kept;
    private int length;
    private uint lastWord;

    public GramBuckets()
    {
        seen = ArrayPool<byte>.Shared.Rent(Count);
        kept = ArrayPool<ushort>.Shared.Rent(Count + 1);
        Array.Clear(seen, 0, Count);
    }

    public readonly ReadOnlySpan<ushort> Kept => kept.AsSpan(0, Math.Min(length, MostKept));

    public void Word(uint hash)
    {
        var next = Add((hash * 0x9E3779B1) >> (32 - Bits), length);
        length = Add(((lastWord * 31 + hash) * 0x85EBCA6B) >> (32 - Bits), next);
        lastWord = hash;
    }

    public void Characters(ReadOnlySpan<byte> lowered, int context)
    {
        Span<uint> wanted = stackalloc uint[WantedGrams.Room];
        var next = length;
        for (var at = context; at < lowered.Length; at += WantedGrams.Chunk)
        {
            var chunk = lowered[(at - context)..Math.Min(lowered.Length, at + WantedGrams.Chunk)];
            foreach (var bucket in wanted[..WantedGrams.Hash(chunk, context, Bits, wanted)])
            {
                next = Add(bucket, next);
            }
        }

        length = next;
    }

    public readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(seen);
        ArrayPool<ushort>.Shared.Return(kept);
    }

    /// <summary>
    /// No branch, because nothing could predict it: every bucket is written behind the kept ones, and stays where it is new.
    /// </summary>
    /// <returns>How many are kept.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Add(uint bucket, int next)
    {
        ref var mark = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(seen), bucket);
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(kept), next) = (ushort)bucket;
        next += 1 - mark;
        mark = 1;
        return next;
    }
}
