using System.Collections.Immutable;
using System.IO.Enumeration;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language;

/// <summary>Finds the YAML files of a folder.</summary>
internal static class PolicyDirectory
{
    /// <summary>
    /// Every <c>*.yaml</c> and <c>*.yml</c> below a folder, or the one file a path names, in ordinal order of their paths. Folders that are
    /// links or hidden are not entered: links may form cycles, and a mounted ConfigMap contains each file again in a hidden folder. Hidden
    /// files belong to other tools. A link out of the folder is returned without content: a file could show any file of the machine in a
    /// diagnostic, and the policies of a folder must not be missing silently.
    /// </summary>
    /// <exception cref="IOException">The path cannot be read.</exception>
    public static ImmutableArray<PolicyFile> Read(string path)
    {
        if (File.Exists(path))
        {
            return [ReadFile(path, Path.GetFileName(path))];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var files = new FileSystemEnumerable<string>(path, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.FileName.StartsWith('.')
                && (entry.IsDirectory ? IsLink(ref entry) : IsYaml(entry.FileName)),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry) && !entry.FileName.StartsWith('.'),
        };
        return
        [
            .. files.Select(file => (Path: Slashed(file), Relative: Slashed(Path.GetRelativePath(path, file))))
                .OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => LeavesFolder(file.Path, path) ? Outside(file.Path, file.Relative)
                    : Directory.Exists(file.Path) ? null
                    : ReadFile(file.Path, file.Relative))
                .OfType<PolicyFile>(),
        ];
    }

    /// <summary>On Windows only: elsewhere a backslash is part of a file's name.</summary>
    private static string Slashed(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    private static bool LeavesFolder(string file, string folder) =>
        new FileInfo(file).LinkTarget is not null && !RealPath.IsWithin(file, folder);

    private static bool IsYaml(ReadOnlySpan<char> name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static PolicyFile Outside(string path, string relative) =>
        new(Shown(path), ReadOnlyMemory<byte>.Empty) { RelativePath = relative, IsOutsideLink = true };

    private static string Shown(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    /// <summary>
    /// Reads at most one byte beyond the size limit, and nothing of a file without length: a pipe or a device might never end.
    /// </summary>
    private static PolicyFile ReadFile(string path, string relative)
    {
        var length = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is FileInfo target
            ? target.Length
            : new FileInfo(path).Length;
        if (length == 0)
        {
            return new PolicyFile(Shown(path), ReadOnlyMemory<byte>.Empty) { RelativePath = relative };
        }

        using var file = File.OpenRead(path);
        var content = new byte[(int)Math.Min(length, YamlLimits.MaxBytes + 1)];
        return new PolicyFile(Shown(path), content.AsMemory(0, file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)))
        {
            RelativePath = relative,
        };
    }
}
