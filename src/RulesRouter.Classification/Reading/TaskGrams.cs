using System.Buffers;

namespace RulesRouter.Classifiers.Reading;

/// <summary>The distinct hashed features of a request, by <see cref="TaskView"/>. Buffers are pooled: dispose it.</summary>
internal struct TaskGrams : IDisposable
{
    public const int Bits = 16;
    public const int Count = 1 << Bits;

    private const int Room = 8192;

    private readonly ushort[] kept;
    private readonly ulong[] seen;
    private ViewEnds ends;
    private int length;

    public TaskGrams()
    {
        kept = ArrayPool<ushort>.Shared.Rent(Room);
        seen = ArrayPool<ulong>.Shared.Rent(Count / 64);
        Array.Clear(seen, 0, Count / 64);
    }

    public readonly ReadOnlySpan<ushort> Of(TaskView view)
    {
        var start = view == 0 ? 0 : ends[(int)view - 1];
        return kept.AsSpan(start, ends[(int)view] - start);
    }

    public TaskOutline Outline;

    /// <summary>
    /// Branch-free, because the branch is unpredictable: every bucket is written after the kept ones, and the count grows only if it is
    /// new. A request has fewer features than <see cref="Room"/>: the reader bounds the words, characters and concepts that it adds.
    /// </summary>
    /// <param name="hash">A hash that differs between views; its upper bits are the bucket.</param>
    public void Add(uint hash)
    {
        var bucket = (hash * 0x9E3779B1) >> (32 - Bits);
        ref var word = ref seen[bucket >> 6];
        kept[length] = (ushort)bucket;
        length += (int)(~(word >> (int)(bucket & 63)) & 1);
        word |= 1UL << (int)(bucket & 63);
    }

    /// <summary>Views are filled in order.</summary>
    public void End(TaskView view) => ends[(int)view] = length;

    public readonly void Dispose()
    {
        ArrayPool<ushort>.Shared.Return(kept);
        ArrayPool<ulong>.Shared.Return(seen);
    }

    [System.Runtime.CompilerServices.InlineArray((int)TaskView.Count)]
    private struct ViewEnds
    {
        private int first;
    }
}
