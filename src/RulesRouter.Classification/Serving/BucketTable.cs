using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Serving;

/// <summary>
/// Up to sixteen numbers per bucket, stored side by side in half a cache line. A prompt has hundreds of buckets spread over the
/// table, so the cost is the number of cache lines read. Sums are exact and do not depend on the order.
/// </summary>
internal sealed class BucketTable
{
    public const int Lanes = 16;

    private const int CacheLine = 64;

    /// <summary>Pinned, so that rows stay aligned to cache lines.</summary>
    private readonly short[] rows;
    private readonly int start;
    private readonly int mask;

    private BucketTable(int buckets)
    {
        mask = buckets - 1;
        rows = GC.AllocateArray<short>(buckets * Lanes + CacheLine / sizeof(short), pinned: true);
        start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(rows, 0) & (CacheLine - 1)) / sizeof(short);
    }

    /// <param name="lanes">One number per bucket for each lane; an empty lane is zero.</param>
    public BucketTable(IReadOnlyList<short[]> lanes)
        : this(GramBuckets.Count)
    {
        for (var lane = 0; lane < lanes.Count; lane++)
        {
            for (var bucket = 0; bucket < lanes[lane].Length; bucket++)
            {
                rows[start + bucket * Lanes + lane] = lanes[lane][bucket];
            }
        }
    }

    /// <param name="buckets">The number of buckets, a power of two.</param>
    /// <param name="kept">The buckets that have numbers.</param>
    /// <param name="numbers">One row per kept bucket.</param>
    public BucketTable(int buckets, ReadOnlySpan<int> kept, ReadOnlySpan<short> numbers)
        : this(buckets)
    {
        var lanes = kept.IsEmpty ? 0 : numbers.Length / kept.Length;
        for (var at = 0; at < kept.Length; at++)
        {
            numbers.Slice(at * lanes, lanes).CopyTo(rows.AsSpan(start + kept[at] * Lanes));
        }
    }

    /// <param name="buckets">Distinct.</param>
    /// <param name="sums">Receives <see cref="Lanes"/> numbers.</param>
    public void Sum(ReadOnlySpan<ushort> buckets, Span<int> sums)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(rows), start);
        var (lower, upper) = (Vector256<int>.Zero, Vector256<int>.Zero);
        foreach (var bucket in buckets)
        {
            var row = Vector256.LoadUnsafe(ref first, (nuint)((bucket & mask) * Lanes));
            lower += Vector256.WidenLower(row);
            upper += Vector256.WidenUpper(row);
        }

        lower.CopyTo(sums);
        upper.CopyTo(sums[Vector256<int>.Count..]);
    }
}
