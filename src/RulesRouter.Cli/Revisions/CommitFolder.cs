using System.Collections.Immutable;
using LibGit2Sharp;
using RulesRouter.Cli.Exits;
using RulesRouter.Language;
using RulesRouter.Service.Git;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Revisions;

/// <summary>Reads a folder of policies as a commit has it, from the first repository at hand that has the commit.</summary>
internal static class CommitFolder
{
    /// <summary>Digits of a commit's name in messages.</summary>
    private const int ShortDigits = 7;

    /// <summary>Null if no repository at hand has the commit.</summary>
    /// <param name="policies">The folder: a path in the repository, or of its checkout.</param>
    /// <param name="repository">
    /// A repository that must have the commit; null: that of the working directory, or a copy that <c>serve</c> keeps.
    /// </param>
    /// <exception cref="UserError">The named repository does not have the commit, or the commit does not have the folder.</exception>
    public static ImmutableArray<PolicyFile>? Read(string commit, string policies, string? repository)
    {
        if (repository is not null)
        {
            UnreadablePath.Check(repository);
            var named = Repository.Discover(repository) ?? throw new UserError($"`{repository}` is not a git repository");
            return At(named, commit, policies)
                ?? throw new UserError($"`{repository}` has no commit {commit}; fetch it, or name another repository with --repository");
        }

        return Nearby().Select(path => At(path, commit, policies)).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<string> Nearby()
    {
        if (Repository.Discover(Directory.GetCurrentDirectory()) is { } own)
        {
            yield return own;
        }

        var copies = Path.Combine(SettingTable.DefaultPolicyState, GitSource.CopiesFolder);
        foreach (var copy in Directory.Exists(copies) ? Directory.GetDirectories(copies).Where(Repository.IsValid) : [])
        {
            yield return copy;
        }
    }

    private static ImmutableArray<PolicyFile>? At(string path, string commit, string policies)
    {
        try
        {
            using var repository = new Repository(path);
            return repository.Lookup<Commit>(commit) is { } found
                ? GitTree.Read(found, found.Sha[..ShortDigits], Within(repository, policies))
                : null;
        }
        catch (GitTreeException exception)
        {
            throw new UserError($"{exception.Message}; name the folder in the repository with --policies");
        }
        catch (LibGit2SharpException exception)
        {
            throw new UserError($"commit {commit} cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>A folder of the checkout counts from the repository's root.</summary>
    private static string Within(Repository repository, string policies)
    {
        var root = repository.Info.WorkingDirectory is { } checkout ? Path.GetFullPath(checkout) : null;
        var full = Path.GetFullPath(policies);
        var path = root is not null && Directory.Exists(full) && full.StartsWith(root, StringComparison.Ordinal)
            ? Path.GetRelativePath(root, full)
            : policies;
        return path.Replace('\\', '/').Trim('/') is var trimmed && trimmed == "." ? "" : trimmed;
    }
}
