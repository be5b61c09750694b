using System.Text.RegularExpressions;
using LibGit2Sharp;

namespace RulesRouter.Suites.Mining;

/// <summary>What a commit's message says about the change, without trailers and without what merging tools add.</summary>
internal static partial class CommitMessage
{
    /// <summary>
    /// The message of a change. A merge commit whose message only names its branches is described by the subjects of the commits that it
    /// merges, oldest first.
    /// </summary>
    public static string Of(Commit commit, IRepository repository)
    {
        var own = Cleaned(commit.Message);
        return own.Length > 0 || commit.Parents.Count() < 2 ? own : string.Join('\n', MergedSubjects(commit, repository));
    }

    public static bool IsRevert(string message) => RevertSubject().IsMatch(message);

    /// <summary>Numbers of issues and pull requests that a message names, in their order.</summary>
    public static IEnumerable<int> References(string message) =>
        from Match match in Reference().Matches(message)
        where int.TryParse(match.Groups[1].ValueSpan, out _)
        select int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> MergedSubjects(Commit merge, IRepository repository)
    {
        var merged = new CommitFilter
        {
            IncludeReachableFrom = merge.Parents.Skip(1).ToList(),
            ExcludeReachableFrom = merge.Parents.First(),
            SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Reverse,
        };
        return repository.Commits.QueryBy(merged).Where(commit => commit.Parents.Count() < 2).Select(commit => commit.MessageShort);
    }

    private static string Cleaned(string message)
    {
        var lines = message.Split('\n').Select(line => line.TrimEnd('\r', ' ', '\t')).Where(line => !Trailer().IsMatch(line)).ToList();
        if (lines.Count > 0 && MergeSubject().IsMatch(lines[0]))
        {
            lines.RemoveAt(0);
        }

        return string.Join('\n', lines).Trim();
    }

    [GeneratedRegex(
        @"^(revert|reverts|reverting)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RevertSubject();

    [GeneratedRegex(
        @"^Merge (pull request #\d+ from|branch|branches|remote-tracking branch|tag|commit) ",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MergeSubject();

    [GeneratedRegex(
        @"^(signed-off-by|co-authored-by|reviewed-by|acked-by|tested-by|reported-by|change-id|cherry-picked-from|reviewed-on|git-svn-id|differential revision)\b.*|^\(cherry picked from commit .*\)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Trailer();

    [GeneratedRegex(@"#(\d{1,9})\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
