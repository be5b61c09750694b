using System.Collections.Immutable;
using LibGit2Sharp;
using RulesRouter.Cli.Exits;
using RulesRouter.Language;

namespace RulesRouter.Cli.Revisions;

/// <summary>Reads a folder of a git revision from the object store, without a checkout.</summary>
internal sealed class GitFolder
{
    private const string DefaultFolder = "policies";

    private readonly Tree root;
    private readonly string folder;
    private readonly string shown;

    /// <param name="folder">The folder's path in the tree, without links; empty for the root.</param>
    /// <param name="shown">What diagnostics print before a path below the folder.</param>
    private GitFolder(Tree root, string folder, string shown)
    {
        this.root = root;
        this.folder = folder;
        this.shown = shown;
    }

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

        var name = path.Length == 0 ? $"{revision}:" : $"{revision}:{path}/";
        var files = GitPath.Of(commit.Tree, path) switch
        {
            null => throw new UserError($"`{revision}:{path}` is a link that leaves the repository"),
            { Path: "" } => new GitFolder(commit.Tree, "", name).Walk(commit.Tree, ""),
            { Entry.Target: Tree tree } real => new GitFolder(commit.Tree, real.Path, name).Walk(tree, ""),
            { Entry.Target: Blob blob } =>
                [new PolicyFile($"{revision}:{path}", Bytes(blob)) { RelativePath = path[(path.LastIndexOf('/') + 1)..] }],
            _ => throw new UserError($"revision `{revision}` has no folder `{path}`"),
        };
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static UserError Missing(string side) =>
        new($"`{side}` does not exist: it is neither a folder nor a git revision; use a folder, main:policies or HEAD~1");

    private static string Below(Repository repository)
    {
        var prefix = Path.GetRelativePath(Path.GetFullPath(repository.Info.WorkingDirectory ?? "."), Directory.GetCurrentDirectory())
            .Replace('\\', '/');
        return prefix == "." || prefix.StartsWith("..", StringComparison.Ordinal) ? DefaultFolder : $"{prefix}/{DefaultFolder}";
    }

    /// <param name="prefix">The path of <paramref name="tree"/> below the folder; empty or with a slash at its end.</param>
    private IEnumerable<PolicyFile> Walk(Tree tree, string prefix) =>
        tree.Where(entry => !entry.Name.StartsWith('.')).SelectMany(entry => entry switch
        {
            { Mode: Mode.SymbolicLink } => Linked(prefix + entry.Name),
            { Target: Tree below } => Walk(below, $"{prefix}{entry.Name}/"),
            { Target: Blob blob } when IsYaml(entry.Name) => [File(prefix + entry.Name, Bytes(blob))],
            { Mode: Mode.GitLink } => throw new UserError(
                $"`{shown}{prefix}{entry.Name}` is a submodule, whose files the revision does not have; check both revisions out and compare the folders"),
            _ => [],
        });

    /// <summary>As on disk: a link to a file within the folder is read, one to a folder within it is not entered.</summary>
    private IEnumerable<PolicyFile> Linked(string path)
    {
        var target = GitPath.Of(root, folder.Length == 0 ? path : $"{folder}/{path}");
        var isYaml = IsYaml(path);
        return target switch
        {
            { Entry.Target: Blob blob } when isYaml && target.IsWithin(folder) => [File(path, Bytes(blob))],
            { Entry: null } when isYaml && target.IsWithin(folder) => throw new UserError(
                $"`{shown}{path}` is a link to `{target.Path}`, which the revision does not have"),
            { Entry.Target: Tree } or { Path: "" } when !target.IsWithin(folder) => [Outside(path)],
            _ when isYaml && target?.IsWithin(folder) != true => [Outside(path)],
            _ => [],
        };
    }

    private PolicyFile File(string path, byte[] content) => new(shown + path, content) { RelativePath = path };

    private PolicyFile Outside(string path) => new(shown + path, ReadOnlyMemory<byte>.Empty) { RelativePath = path, IsOutsideLink = true };

    private static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);

    private static byte[] Bytes(Blob blob)
    {
        using var content = blob.GetContentStream();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
