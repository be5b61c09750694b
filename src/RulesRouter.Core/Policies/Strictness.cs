using System.Collections.Immutable;

namespace RulesRouter.Policies;

/// <summary>Whether one value of a constraint or an obligation protects at least as well as another.</summary>
public static class Strictness
{
    /// <summary>
    /// Every endpoint that meets <paramref name="value"/> meets <paramref name="than"/>. Of patterns a sufficient test: each allowed one must
    /// lie within one that was allowed, each forbidden one must still be forbidden as a whole.
    /// </summary>
    public static bool Implies(ConstraintDefinition definition, ConstraintValue value, ConstraintValue than) => (definition.Kind, value, than) switch
    {
        (ConstraintKind.AllowedSet, ConstraintValue.Names now, ConstraintValue.Names before) when definition.TakesPatterns =>
            now.Values.All(member => before.Values.Any(other => LiesWithin(PatternSet.Parts(member), PatternSet.Parts(other)))),
        (ConstraintKind.ForbiddenSet, ConstraintValue.Names now, ConstraintValue.Names before) when definition.TakesPatterns =>
            before.Values.All(member => now.Values.Any(other => LiesWithin(PatternSet.Parts(member), PatternSet.Parts(other)))),
        _ => ConstraintValue.Combine(definition, value, than).Equals(value),
    };

    public static bool Implies(ObligationDefinition definition, ConstraintValue value, ConstraintValue than) =>
        ObligationClause.Combine(definition, value, than).Equals(value);

    /// <summary>Each pattern asked for on the right contains one that is asked for on the left.</summary>
    private static bool LiesWithin(ImmutableSortedSet<string> narrow, ImmutableSortedSet<string> wide) =>
        wide.All(outer => narrow.Any(inner => LiesWithin(inner, outer)));

    /// <summary>A pattern contains another if it matches the other's text, whose stars nothing but a star can match.</summary>
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
