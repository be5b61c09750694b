using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace RulesRouter.Decisions;

/// <summary>
/// An immutable list that compares by value: equal lists have equal items in the same order. The default is the empty list.
/// </summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public readonly struct ValueList<T>(ImmutableArray<T> items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> items = items;

    public int Length => items.IsDefault ? 0 : items.Length;

    public int Count => Length;

    public bool IsEmpty => Length == 0;

    public T this[int index] => ToImmutableArray()[index];

    public static implicit operator ValueList<T>(ImmutableArray<T> items) => new(items);

    public static implicit operator ImmutableArray<T>(ValueList<T> list) => list.ToImmutableArray();

    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);

    public ImmutableArray<T> ToImmutableArray() => items.IsDefault ? [] : items;

    public ReadOnlySpan<T> AsSpan() => items.AsSpan();

    /// <summary>Part of the list, as ranges use it: <c>list[1..]</c>.</summary>
    public ValueList<T> Slice(int start, int length) => ToImmutableArray().Slice(start, length);

    public ImmutableArray<T>.Enumerator GetEnumerator() => ToImmutableArray().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)ToImmutableArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)ToImmutableArray()).GetEnumerator();

    public bool Equals(ValueList<T> other) => items == other.items || AsSpan().SequenceEqual(other.AsSpan());

    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in this)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", ToImmutableArray())}]";
}

/// <summary>Creates value lists from collection expressions.</summary>
public static class ValueList
{
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => ImmutableArray.Create(items);
}
