using System.Collections.Immutable;

namespace RulesRouter.Constraints;

/// <summary>
/// The intersection of several lists of allowed patterns: a name must match one pattern of each list. One list is written as it is;
/// several as one member, <c>(a | b) &amp; c</c>, so that a hundred lists take no more space than their sum.
/// </summary>
internal static class PatternSet
{
    private const string And = " & ";
    private const string Or = " | ";

    /// <summary>Matches what both sets match. Commutative, associative, idempotent: a list that another implies is dropped.</summary>
    public static ImmutableSortedSet<string> Intersect(ImmutableSortedSet<string> left, ImmutableSortedSet<string> right)
    {
        var lists = Lists(left);
        foreach (var list in Lists(right).Where(list => !lists.Exists(other => other.IsSubsetOf(list))))
        {
            lists.RemoveAll(list.IsSubsetOf);
            lists.Add(list);
        }

        return lists.Count == 1 ? lists[0] : [string.Join(And, lists.Select(Written).Order(StringComparer.Ordinal))];
    }

    /// <summary>The lists of which a name must match one pattern each.</summary>
    public static List<ImmutableSortedSet<string>> Lists(ImmutableSortedSet<string> set) =>
        set.Count == 1 && set[0].Contains(And, StringComparison.Ordinal)
            ? [.. set[0].Split(And).Select(list => list.Trim('(', ')').Split(Or).ToImmutableSortedSet(StringComparer.Ordinal))]
            : [set];

    private static string Written(ImmutableSortedSet<string> list) => list.Count == 1 ? list[0] : $"({string.Join(Or, list)})";
}
