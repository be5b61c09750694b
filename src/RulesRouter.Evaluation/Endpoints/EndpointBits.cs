using System.Numerics;

namespace RulesRouter.Evaluation.Endpoints;

/// <summary>A set of a catalog's endpoints, a bit each, in the order of their ids. Bits beyond the last endpoint are never set.</summary>
internal readonly struct EndpointBits(ulong[] words)
{
    public ulong[] Words { get; } = words;

    public bool IsEmpty => Words.AsSpan().IndexOfAnyExcept(0UL) < 0;

    public bool this[int index] => (Words[index >> 6] >> (index & 63) & 1) != 0;

    public static EndpointBits None(int count) => new(new ulong[(count + 63) >> 6]);

    public static EndpointBits All(int count)
    {
        var all = None(count);
        all.Words.AsSpan().Fill(ulong.MaxValue);
        if ((count & 63) != 0)
        {
            all.Words[^1] = (1UL << (count & 63)) - 1;
        }

        return all;
    }

    public static EndpointBits Where(int count, Func<int, bool> holds)
    {
        var found = None(count);
        for (var index = 0; index < count; index++)
        {
            if (holds(index))
            {
                found.Words[index >> 6] |= 1UL << (index & 63);
            }
        }

        return found;
    }

    public EndpointBits Copy() => new((ulong[])Words.Clone());

    public void And(EndpointBits other)
    {
        for (var word = 0; word < Words.Length; word++)
        {
            Words[word] &= other.Words[word];
        }
    }

    public void Clear(int index) => Words[index >> 6] &= ~(1UL << (index & 63));

    public int Count()
    {
        var count = 0;
        foreach (var word in Words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    public Enumerator GetEnumerator() => new(Words);

    /// <summary>The members in ascending order.</summary>
    public struct Enumerator(ulong[] words)
    {
        private int word = -1;
        private ulong rest;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (rest == 0)
            {
                if (++word >= words.Length)
                {
                    return false;
                }

                rest = words[word];
            }

            Current = (word << 6) + BitOperations.TrailingZeroCount(rest);
            rest &= rest - 1;
            return true;
        }
    }
}
