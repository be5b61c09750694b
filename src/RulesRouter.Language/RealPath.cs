namespace RulesRouter.Language;

/// <summary>Paths without links.</summary>
internal static class RealPath
{
    /// <summary>More links than any real path has; a chain beyond them is a cycle.</summary>
    private const int MaxLinks = 40;

    /// <summary>The absolute path with every link of it resolved, or null for a cycle of links.</summary>
    public static string? Of(string path)
    {
        var left = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        var resolved = Path.GetPathRoot(Path.GetFullPath(path))!;
        var links = 0;
        while (left.TryPop(out var part))
        {
            var next = part == ".." ? Path.GetDirectoryName(resolved) ?? resolved : Path.Combine(resolved, part);
            if (part != ".." && new FileInfo(next).LinkTarget is { } target)
            {
                if (++links > MaxLinks)
                {
                    return null;
                }

                resolved = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : resolved;
                foreach (var step in Parts(target).Reverse())
                {
                    left.Push(step);
                }
            }
            else
            {
                resolved = next;
            }
        }

        return resolved;
    }

    /// <summary>Whether the path is the folder or below it once all links are resolved.</summary>
    public static bool IsWithin(string path, string folder) =>
        Of(path) is { } real && Of(folder) is { } root
        && (real == root
            || real.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static IEnumerable<string> Parts(string path) => path[(Path.GetPathRoot(path) ?? "").Length..]
        .Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
        .Where(part => part.Length > 0 && part != ".");
}
