namespace RulesRouter.Suites.Checking;

/// <summary>
/// Completes the headers of a unified diff as git writes them. Without <c>diff --git</c>, and with counts that are not relied on, git takes
/// the header of a second file for lines of the first.
/// </summary>
internal static class DiffHeaders
{
    private const string Nothing = "/dev/null";

    public static string Completed(string diff)
    {
        var (lines, completed, isInHeader) = (diff.Split('\n'), new List<string>(), false);
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith("diff --git ", StringComparison.Ordinal))
            {
                isInHeader = true;
            }
            else if (lines[at].StartsWith("@@", StringComparison.Ordinal))
            {
                isInHeader = false;
            }
            else if (!isInHeader && IsHeader(lines, at))
            {
                completed.AddRange(Header(PathOf(lines[at], "a/"), PathOf(lines[at + 1], "b/")));
                at++;
                continue;
            }

            completed.Add(lines[at]);
        }

        return string.Join('\n', completed);
    }

    private static bool IsHeader(string[] lines, int at) => at + 2 < lines.Length
        && lines[at].StartsWith("--- ", StringComparison.Ordinal)
        && lines[at + 1].StartsWith("+++ ", StringComparison.Ordinal)
        && lines[at + 2].StartsWith("@@", StringComparison.Ordinal);

    private static IEnumerable<string> Header(string before, string after)
    {
        yield return $"diff --git a/{(before == Nothing ? after : before)} b/{(after == Nothing ? before : after)}";
        if (before == Nothing)
        {
            yield return "new file mode 100644";
        }

        if (after == Nothing)
        {
            yield return "deleted file mode 100644";
        }

        yield return before == Nothing ? $"--- {Nothing}" : $"--- a/{before}";
        yield return after == Nothing ? $"+++ {Nothing}" : $"+++ b/{after}";
    }

    /// <summary>Without prefix and without the time that some tools write behind a tab.</summary>
    private static string PathOf(string line, string prefix)
    {
        var path = line[4..].Split('\t')[0].TrimEnd();
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }
}
