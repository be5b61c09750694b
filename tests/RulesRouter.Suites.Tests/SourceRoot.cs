namespace RulesRouter.Suites.Tests;

/// <summary>Folder of this repository.</summary>
internal static class SourceRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) =>
        File.Exists(System.IO.Path.Combine(directory, "RulesRouter.sln"))
            ? directory
            : Find(
                System.IO.Path.GetDirectoryName(directory)
                ?? throw new DirectoryNotFoundException("no RulesRouter.sln above the tests"));
}
