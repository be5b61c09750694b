using System.Collections.Immutable;

namespace RulesRouter.Evaluation.Compiling.Checks;

/// <summary>Compares small sets of the same order without copying either, which the sets' own methods do.</summary>
internal static class NameSets
{
    public static bool Overlap(ImmutableSortedSet<string> one, ImmutableSortedSet<string> other)
    {
        var (fewer, more) = one.Count <= other.Count ? (one, other) : (other, one);
        foreach (var name in fewer)
        {
            if (more.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsSubset(ImmutableSortedSet<string> part, ImmutableSortedSet<string> whole)
    {
        if (part.Count > whole.Count)
        {
            return false;
        }

        foreach (var name in part)
        {
            if (!whole.Contains(name))
            {
                return false;
            }
        }

        return true;
    }

    public static bool AreEqual(ImmutableSortedSet<string> one, ImmutableSortedSet<string> other) =>
        one.Count == other.Count && IsSubset(one, other);
}
