using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// Receives words and n-grams and keeps their distinct hash buckets: words, pairs of words, and every second run of four characters
/// (the hash of a run decides, so the same run is either always kept or never). Buffers are pooled: dispose it.
/// </summary>
internal struct GramBuckets : IScanListener, IDisposable
{
    public const int Bits = 14;
    public const int Count = 1 << Bits;

    /// <summary>Maximum number of distinct buckets kept per prompt: it bounds the cost of a long prompt.</summary>
    public const int MaxKept = 4096;

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

    public readonly ReadOnlySpan<ushort> Kept => kept.AsSpan(0, Math.Min(length, MaxKept));

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
    /// Branch-free, because the branch is unpredictable: every bucket is written after the kept ones, and the count grows only if it is
    /// new.
    /// </summary>
    /// <returns>The number of kept buckets.</returns>
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
