using System.Collections.Immutable;
using LibGit2Sharp;
using RulesRouter.Cli.Exits;
using RulesRouter.Language;

namespace RulesRouter.Cli.Revisions;

/// <summary>Reads a folder of a git revision from the object store, without a checkout.</summary>
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
        if (revision.Length == 0 || repository.Lookup(revision)?.Peel<Commit>() is not { } commit)
        {
            throw Missing(side);
        }

        var entry = path.Length == 0 ? null : commit.Tree[path];
        var files = (path.Length == 0, entry?.Target) switch
        {
            (true, _) => Walk(commit.Tree, ""),
            (_, Tree tree) => Walk(tree, path + "/"),
            (_, Blob blob) => [(path, blob)],
            _ => throw new UserError($"revision `{revision}` has no folder `{path}`"),
        };
        return
        [
            .. files
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new PolicyFile($"{revision}:{file.Path}", Bytes(file.Blob))),
        ];
    }

    private static UserError Missing(string side) =>
        new($"`{side}` does not exist: it is neither a folder nor a git revision; use a folder, main:policies or HEAD~1");

    private static string Below(Repository repository)
    {
        var prefix = Path.GetRelativePath(Path.GetFullPath(repository.Info.WorkingDirectory ?? "."), Directory.GetCurrentDirectory())
            .Replace('\\', '/');
        return prefix == "." || prefix.StartsWith("..", StringComparison.Ordinal) ? DefaultFolder : $"{prefix}/{DefaultFolder}";
    }

    private static IEnumerable<(string Path, Blob Blob)> Walk(Tree tree, string prefix) =>
        tree.Where(entry => !entry.Name.StartsWith('.')).SelectMany(entry => entry.Target switch
    {
        Tree folder => Walk(folder, $"{prefix}{entry.Name}/"),
        Blob blob when IsYaml(entry) => [(prefix + entry.Name, blob)],
        _ => [],
    });

    /// <summary>A symbolic link's blob holds a path, not a document.</summary>
    private static bool IsYaml(TreeEntry entry) =>
        entry.Mode != Mode.SymbolicLink
            && (entry.Name.EndsWith(".yaml", StringComparison.Ordinal) || entry.Name.EndsWith(".yml", StringComparison.Ordinal));

    private static byte[] Bytes(Blob blob)
    {
        using var content = blob.GetContentStream();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
