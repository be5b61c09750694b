namespace RulesRouter.Diagnostics;

/// <summary>"Did you mean": the known name nearest to an unknown one, or one with (nearly) the same beginning.</summary>
internal static class Suggestion
{
    /// <summary>Minimum length of a shared beginning.</summary>
    private const int MinSharedPrefix = 4;

    /// <summary>
    /// A help line, or empty where no candidate is within a third of the name's length in edits (at least 2), none begins with the name or
    /// the name with it, and none shares four fifths of the name as its beginning (<c>unit-tests</c>, <c>unit-test-generation</c>).
    /// </summary>
    public static string DidYouMean(string name, IEnumerable<string> candidates)
    {
        var nearest = Nearest(name, candidates);
        return nearest is null ? "" : $"did you mean `{nearest}`?";
    }

    /// <summary>The same, or <paramref name="otherwise"/> if no candidate is near.</summary>
    public static string DidYouMean(string name, IEnumerable<string> candidates, string otherwise) =>
        DidYouMean(name, candidates) is { Length: > 0 } help ? help : otherwise;

    /// <summary>The same behind a semicolon, to end a message; empty if there is neither.</summary>
    public static string Clause(string name, IEnumerable<string> candidates, string otherwise = "") =>
        DidYouMean(name, candidates, otherwise) is { Length: > 0 } help ? $"; {help}" : "";

    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > 200)
        {
            return null;
        }

        var known = candidates.ToList();
        return Closest(name, known) ?? known
            .Where(candidate => Math.Min(candidate.Length, name.Length) >= MinSharedPrefix
                && (Begins(candidate, name) || Begins(name, candidate) || Shared(candidate, name) * 5 >= name.Length * 4))
            .OrderBy(candidate => Math.Abs(candidate.Length - name.Length))
            .ThenBy(candidate => candidate, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static string? Closest(string name, List<string> candidates)
    {
        var limit = Math.Max(2, name.Length / 3);
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= limit)
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    private static int Shared(string left, string right) =>
        left.Zip(right).TakeWhile(pair => Same(pair.First, pair.Second)).Count();

    private static bool Begins(string text, string with) => text.StartsWith(with, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, each 1; case differences 0.
    /// </summary>
    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
