namespace RulesRouter.Gateway.Tests;

/// <summary>Paths of the repository's files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "RulesRouter.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("no RulesRouter.sln above the tests"));
}
