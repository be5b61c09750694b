using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace RulesRouter.Evaluation.Caching;

/// <summary>
/// A bounded cache that keeps what is used. What is added belongs to the young generation. Once that is full it becomes the old one: what
/// is used returns from there to the young, and the rest is dropped when the next generation is full. Thread-safe.
/// </summary>
/// <param name="capacity">Weight of a generation, so at most about twice as much is held.</param>
internal sealed class GenerationCache<TKey, TValue>(long capacity, Func<TValue, int> weightOf, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private volatile Generations generations = new(new(comparer), new(comparer));

    /// <summary>Entries of both generations; those that returned to the young one count twice.</summary>
    public int Count => generations.Young.Count + generations.Old.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var known = generations;
        if (known.Young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!known.Old.TryGetValue(key, out value))
        {
            return false;
        }

        Set(key, value);
        return true;
    }

    /// <summary>Adds an entry or replaces it.</summary>
    public void Set(TKey key, TValue value)
    {
        var known = generations;
        known.Young[key] = value;
        var weight = weightOf(value);
        var all = Interlocked.Add(ref known.Weight, weight);
        if (all >= capacity && all - weight < capacity)
        {
            generations = new Generations(new(comparer), known.Young);
        }
    }

    private sealed class Generations(ConcurrentDictionary<TKey, TValue> young, ConcurrentDictionary<TKey, TValue> old)
    {
        public long Weight;

        public ConcurrentDictionary<TKey, TValue> Young => young;

        public ConcurrentDictionary<TKey, TValue> Old => old;
    }
}
