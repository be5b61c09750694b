using System.Collections.Immutable;
using RulesRouter.Constraints;
using RulesRouter.Obligations;

namespace RulesRouter.Policies;

/// <summary>Whether one value of a constraint or obligation is at least as strict as another.</summary>
public static class Strictness
{
    /// <summary>
    /// Every endpoint that satisfies <paramref name="value"/> satisfies <paramref name="than"/>. For patterns the test is sufficient, not
    /// necessary: each allowed list must contain every pattern of a list now allowed, and each forbidden pattern must still be forbidden.
    /// </summary>
    public static bool Implies(ConstraintDefinition definition, ConstraintValue value, ConstraintValue than) =>
        (definition.Kind, value, than) switch
        {
            (ConstraintKind.AllowedSet, ConstraintValue.Names now, ConstraintValue.Names before) when definition.TakesPatterns =>
                PatternSet.Lists(before.Values).TrueForAll(wide => PatternSet.Lists(now.Values).Exists(narrow => LiesWithin(narrow, wide))),
            (ConstraintKind.ForbiddenSet, ConstraintValue.Names now, ConstraintValue.Names before) when definition.TakesPatterns =>
                LiesWithin(before.Values, now.Values),
            (ConstraintKind.UpperBound or ConstraintKind.LowerBound or ConstraintKind.MustHaveAll or ConstraintKind.AllowedSet
                or ConstraintKind.ForbiddenSet or ConstraintKind.Permission or ConstraintKind.Requirement, _, _) =>
                ConstraintValue.Combine(definition, value, than).Equals(value),
        };

    public static bool Implies(ObligationDefinition definition, ConstraintValue value, ConstraintValue than) =>
        definition.Combine(value, than).Equals(value);

    /// <summary>Each pattern on the left lies within one on the right.</summary>
    private static bool LiesWithin(ImmutableSortedSet<string> narrow, ImmutableSortedSet<string> wide) =>
        narrow.All(inner => wide.Any(outer => LiesWithin(inner, outer)));

    /// <summary>A pattern contains another if it matches the other as a string, where a star is matched by a star only.</summary>
    private static bool LiesWithin(string narrow, string wide)
    {
        var (inner, outer) = (narrow.Split('#'), wide.Split('#'));
        return Contains(outer[0], inner[0])
            && (outer.Length == 1 || (inner.Length > 1 && Contains(outer[1], inner[1])));
    }

    private static bool Contains(string pattern, string text)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
        {
            return pattern == text;
        }

        if (!text.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = pieces[0].Length;
        foreach (var piece in pieces[1..^1])
        {
            var found = text.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + piece.Length;
        }

        return text.Length - at >= pieces[^1].Length && text.EndsWith(pieces[^1], StringComparison.Ordinal);
    }
}
