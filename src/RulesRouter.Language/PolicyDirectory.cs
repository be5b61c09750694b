using System.Collections.Immutable;
using System.IO.Enumeration;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language;

/// <summary>Finds the YAML files of a folder.</summary>
public static class PolicyDirectory
{
    /// <summary>
    /// Every <c>*.yaml</c> and <c>*.yml</c> below a folder, or the one file a path names, in ordinal order of their paths. Folders that are
    /// links or hidden are not entered: links may form cycles, and a mounted ConfigMap contains each file again in a hidden folder. Hidden
    /// files belong to other tools. A link to a file outside the folder is not read: it could show any file of the machine in a diagnostic.
    /// </summary>
    /// <exception cref="IOException">The path cannot be read.</exception>
    public static ImmutableArray<PolicyFile> Read(string path)
    {
        if (File.Exists(path))
        {
            return [ReadFile(path)];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var files = new FileSystemEnumerable<string>(path, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory
                && IsYaml(entry.FileName)
                && !entry.FileName.StartsWith('.'),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry) && !entry.FileName.StartsWith('.'),
        };
        return
        [
            .. files.Select(file => file.Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .Select(file => new FileInfo(file).LinkTarget is null || RealPath.IsBelow(file, path) ? ReadFile(file) : Outside(file)),
        ];
    }

    private static bool IsYaml(ReadOnlySpan<char> name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static PolicyFile Outside(string path) => new(Shown(path), ReadOnlyMemory<byte>.Empty) { IsOutsideLink = true };

    private static string Shown(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    /// <summary>
    /// Reads at most one byte beyond the size limit, and nothing of a file without length: a pipe or a device might never end.
    /// </summary>
    private static PolicyFile ReadFile(string path)
    {
        var shown = Shown(path);
        var length = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is FileInfo target
            ? target.Length
            : new FileInfo(path).Length;
        if (length == 0)
        {
            return new PolicyFile(shown, ReadOnlyMemory<byte>.Empty);
        }

        using var file = File.OpenRead(path);
        var content = new byte[(int)Math.Min(length, YamlLimits.MaxBytes + 1)];
        return new PolicyFile(shown, content.AsMemory(0, file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)));
    }
}
