using System.Collections.Immutable;
using LibGit2Sharp;
using RulesRouter.Language;

namespace RulesRouter.Service.Git;

/// <summary>Reads the YAML files of a folder of a commit from the object store, without a checkout, as from the disk.</summary>
internal sealed class GitTree
{
    private readonly Tree root;
    private readonly string folder;
    private readonly string shown;

    /// <param name="folder">The folder's path in the tree, without links; empty for the root.</param>
    /// <param name="shown">What diagnostics print before a path below the folder.</param>
    private GitTree(Tree root, string folder, string shown)
    {
        this.root = root;
        this.folder = folder;
        this.shown = shown;
    }

    /// <param name="revision">What diagnostics call the commit.</param>
    /// <param name="path">Of a folder or a file from the repository's root; empty for the root itself.</param>
    /// <exception cref="GitTreeException">There is no such path, or it cannot be read as policies.</exception>
    /// <exception cref="LibGit2SharpException">The object store cannot be read.</exception>
    public static ImmutableArray<PolicyFile> Read(Commit commit, string revision, string path)
    {
        var name = path.Length == 0 ? $"{revision}:" : $"{revision}:{path}/";
        var files = GitPath.Of(commit.Tree, path) switch
        {
            null => throw new GitTreeException($"`{revision}:{path}` is a link that leaves the repository"),
            { Path: "" } => new GitTree(commit.Tree, "", name).Walk(commit.Tree, ""),
            { Entry.Target: Tree tree } real => new GitTree(commit.Tree, real.Path, name).Walk(tree, ""),
            { Entry.Target: Blob blob } =>
                [new PolicyFile($"{revision}:{path}", Bytes(blob)) { RelativePath = path[(path.LastIndexOf('/') + 1)..] }],
            _ => throw new GitTreeException($"revision `{revision}` has no folder `{path}`"),
        };
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <param name="prefix">The path of <paramref name="tree"/> below the folder; empty or with a slash at its end.</param>
    private IEnumerable<PolicyFile> Walk(Tree tree, string prefix) =>
        tree.Where(entry => !entry.Name.StartsWith('.')).SelectMany(entry => entry switch
        {
            { Mode: Mode.SymbolicLink } => Linked(prefix + entry.Name),
            { Target: Tree below } => Walk(below, $"{prefix}{entry.Name}/"),
            { Target: Blob blob } when IsYaml(entry.Name) => [File(prefix + entry.Name, Bytes(blob))],
            { Mode: Mode.GitLink } => throw new GitTreeException(
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
            { Entry: null } when isYaml && target.IsWithin(folder) => throw new GitTreeException(
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
