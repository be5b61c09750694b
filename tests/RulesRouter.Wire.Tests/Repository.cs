namespace RulesRouter.Wire.Tests;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "RulesRouter.sln")))
        {
            at = at.Parent;
        }

        return at.FullName;
    }
}
