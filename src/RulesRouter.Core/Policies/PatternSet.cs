using System.Collections.Immutable;

namespace RulesRouter.Policies;

/// <summary>Sets of wildcards whose members may be conjunctions, written <c>a &amp; b</c>: what two lists of allowed patterns come to together.</summary>
public static class PatternSet
{
    private const string And = " & ";

    /// <summary>Matches what both sets match. Commutative, associative, idempotent: a member that another implies is dropped.</summary>
    public static ImmutableSortedSet<string> Intersect(ImmutableSortedSet<string> left, ImmutableSortedSet<string> right)
    {
        var both = left.SelectMany(a => right.Select(b => Parts(a).Union(Parts(b)))).ToList();
        return [.. both.Where(member => !both.Any(other => other.IsProperSubsetOf(member))).Select(member => string.Join(And, member)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The patterns a text must match, all of them, to match a member.</summary>
    public static ImmutableSortedSet<string> Parts(string member) => member.Split(And).ToImmutableSortedSet(StringComparer.Ordinal);
}
