using System.Collections.Immutable;
using LibGit2Sharp;
using RulesRouter.Cli.Exits;
using RulesRouter.Language;
using RulesRouter.Service.Git;

namespace RulesRouter.Cli.Revisions;

/// <summary>Reads a folder of a git revision of the current directory's repository, without a checkout.</summary>
internal static class GitFolder
{
    private const string DefaultFolder = "policies";

    /// <param name="side">
    /// <c>main:policies</c>, relative to the repository's root; <c>HEAD~1</c> alone means the folder <c>policies</c> below the current
    /// directory.
    /// </param>
    public static ImmutableArray<PolicyFile> Read(string side)
    {
        try
        {
            return ReadBlobs(side);
        }
        catch (InvalidSpecificationException)
        {
            throw Missing(side);
        }
        catch (GitTreeException exception)
        {
            throw new UserError(exception.Message);
        }
        catch (LibGit2SharpException exception)
        {
            throw new UserError($"`{side}` cannot be read from git: {exception.Message.TrimEnd('.')}");
        }
    }

    private static ImmutableArray<PolicyFile> ReadBlobs(string side)
    {
        if (Repository.Discover(Directory.GetCurrentDirectory()) is not { } found)
        {
            throw Missing(side);
        }

        using var repository = new Repository(found);
        var colon = side.IndexOf(':');
        var revision = colon < 0 ? side : side[..colon];
        var path = (colon < 0 ? Below(repository) : side[(colon + 1)..]).Trim('/');
        return revision.Length > 0 && repository.Lookup(revision)?.Peel<Commit>() is { } commit
            ? GitTree.Read(commit, revision, path)
            : throw Missing(side);
    }

    private static UserError Missing(string side) =>
        new($"`{side}` does not exist: it is neither a folder nor a git revision; use a folder, main:policies or HEAD~1");

    private static string Below(Repository repository)
    {
        var prefix = Path.GetRelativePath(Path.GetFullPath(repository.Info.WorkingDirectory ?? "."), Directory.GetCurrentDirectory())
            .Replace('\\', '/');
        return prefix == "." || prefix.StartsWith("..", StringComparison.Ordinal) ? DefaultFolder : $"{prefix}/{DefaultFolder}";
    }
}
