using LibGit2Sharp;

namespace RulesRouter.Service.Git;

/// <summary>A path of a git tree with every link of it resolved within the tree.</summary>
/// <param name="Path">Relative to the tree's root, with forward slashes; empty for the root.</param>
/// <param name="Entry">Null for the root and where the tree has no such path.</param>
internal sealed record GitPath(string Path, TreeEntry? Entry)
{
    /// <summary>More links than any real path has; a chain beyond them is a cycle.</summary>
    private const int MaxLinks = 40;

    /// <summary>Null for a link that leaves the tree, and for a cycle of links.</summary>
    public static GitPath? Of(Tree root, string path)
    {
        var left = new Stack<string>(Parts(path).Reverse());
        var resolved = new List<string>();
        var (links, entry) = (0, (TreeEntry?)null);
        while (left.TryPop(out var part))
        {
            if (part == "..")
            {
                if (resolved.Count == 0)
                {
                    return null;
                }

                resolved.RemoveAt(resolved.Count - 1);
                entry = resolved.Count == 0 ? null : root[string.Join('/', resolved)];
                continue;
            }

            entry = root[string.Join('/', resolved.Append(part))];
            if (entry is { Mode: Mode.SymbolicLink, Target: Blob link })
            {
                var target = link.GetContentText();
                if (++links > MaxLinks || System.IO.Path.IsPathRooted(target))
                {
                    return null;
                }

                foreach (var step in Parts(target).Reverse())
                {
                    left.Push(step);
                }

                entry = resolved.Count == 0 ? null : root[string.Join('/', resolved)];
                continue;
            }

            resolved.Add(part);
        }

        return new GitPath(string.Join('/', resolved), entry);
    }

    /// <summary>Whether this is the folder or below it.</summary>
    public bool IsWithin(string folder) => folder.Length == 0 || Path == folder || Path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(part => part.Length > 0 && part != ".");
}
