using LibGit2Sharp;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Mining;

/// <summary>Recognises the test system of a repository by the files of its root and of the folders of the tests.</summary>
internal static class TestSystems
{
    /// <summary>Null if none is recognised.</summary>
    /// <param name="testFiles">Paths of the changed tests; their language decides where a repository has several systems.</param>
    public static TestSystem? Of(Tree tree, IReadOnlyCollection<string> testFiles)
    {
        var extensions = testFiles.Select(path => System.IO.Path.GetExtension(path).ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return
            extensions.Overlaps([".cs", ".fs", ".vb"]) && HasProject(tree) ? TestSystem.Dotnet
            : extensions.Overlaps([".py"]) ? TestSystem.Pytest
            : extensions.Overlaps([".go"]) && Above(tree, testFiles, "go.mod") is not null ? TestSystem.Go
            : extensions.Overlaps([".rs"]) && Above(tree, testFiles, "Cargo.toml") is not null ? TestSystem.Cargo
            : extensions.Overlaps([".java", ".kt", ".groovy", ".scala"]) ? OfJvm(tree, testFiles)
            : extensions.Overlaps([".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"]) ? OfNode(tree, testFiles)
            : null;
    }

    /// <summary>
    /// Folders of the test projects that the tests belong to, sorted; empty where the system runs all tests, and where a test belongs to no
    /// project.
    /// </summary>
    public static IReadOnlyCollection<string> Projects(Tree tree, TestSystem system, IReadOnlyCollection<string> testFiles)
    {
        if (system != TestSystem.Dotnet)
        {
            return [];
        }

        var folders = testFiles.Select(path => Folders(path).FirstOrDefault(folder => HasOwnProject(tree, folder))).ToList();
        return folders.Contains(null)
            ? []
            : [.. folders.Select(folder => folder!.Length == 0 ? "." : folder).Distinct().Order(StringComparer.Ordinal)];
    }

    private static TestSystem? OfJvm(Tree tree, IReadOnlyCollection<string> testFiles) =>
        Above(tree, testFiles, "pom.xml") is not null ? TestSystem.Maven
        : Above(tree, testFiles, "build.gradle") is not null || Above(tree, testFiles, "build.gradle.kts") is not null ? TestSystem.Gradle
        : null;

    private static TestSystem? OfNode(Tree tree, IReadOnlyCollection<string> testFiles)
    {
        if (Above(tree, testFiles, "package.json")?.GetContentText() is not { } manifest)
        {
            return null;
        }

        return UsesOwnRunner(tree, testFiles) || manifest.Contains("node --test", StringComparison.Ordinal) ? TestSystem.Node
            : manifest.Contains("\"vitest\"", StringComparison.Ordinal) ? TestSystem.Vitest
            : manifest.Contains("\"jest-junit\"", StringComparison.Ordinal) ? TestSystem.Jest
            : manifest.Contains("\"mocha\"", StringComparison.Ordinal) ? TestSystem.Mocha
            : null;
    }

    private static bool UsesOwnRunner(Tree tree, IReadOnlyCollection<string> testFiles) => testFiles
        .Select(path => tree[path]?.Target)
        .OfType<Blob>()
        .Any(test => !test.IsBinary && test.GetContentText().Contains("node:test", StringComparison.Ordinal));

    /// <summary>The nearest file of a name in the folders above a test.</summary>
    private static Blob? Above(Tree tree, IReadOnlyCollection<string> testFiles, string name) => testFiles
        .SelectMany(Folders)
        .Select(folder => tree[folder.Length == 0 ? name : $"{folder}/{name}"]?.Target as Blob)
        .FirstOrDefault(found => found is not null);

    /// <summary>The folders that hold a file, the nearest first; the root is the empty string.</summary>
    private static IEnumerable<string> Folders(string path)
    {
        while (path.LastIndexOf('/') is var slash and >= 0)
        {
            path = path[..slash];
            yield return path;
        }

        yield return "";
    }

    private static bool HasOwnProject(Tree tree, string folder) =>
        (folder.Length == 0 ? tree : tree[folder]?.Target as Tree) is { } found && found.Any(IsProject);

    private static bool IsProject(TreeEntry entry) =>
        entry.Name.EndsWith("proj", StringComparison.Ordinal) && entry.Name.Contains('.', StringComparison.Ordinal);

    private static bool HasProject(Tree tree) => tree.Any(entry => IsProject(entry)
        || entry.Name.EndsWith(".sln", StringComparison.Ordinal)
        || entry.Name.EndsWith(".slnx", StringComparison.Ordinal)
        || (entry.Target is Tree below && entry.Name[0] != '.' && HasProject(below)));
}
