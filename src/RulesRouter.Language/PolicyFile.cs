using System.Collections.Immutable;

namespace RulesRouter.Language;

/// <summary>A file as it was read.</summary>
/// <param name="Path">As diagnostics print it, with forward slashes.</param>
public sealed record PolicyFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>Finds the YAML files of a folder.</summary>
public static class PolicyDirectory
{
    /// <summary>Every <c>*.yaml</c> and <c>*.yml</c> below a folder, or the one file a path names, in ordinal order of their paths.</summary>
    /// <exception cref="IOException">The path cannot be read.</exception>
    public static ImmutableArray<PolicyFile> Read(string path)
    {
        if (File.Exists(path))
        {
            return [ReadFile(path)];
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        return
        [
            .. Directory.EnumerateFiles(path, "*", options)
                .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal))
                .Select(file => file.Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .Select(ReadFile),
        ];
    }

    private static PolicyFile ReadFile(string path) => new(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path, File.ReadAllBytes(path));
}
