namespace RulesRouter.Classifiers.Tests;

/// <summary>The folder of the shipped artefact.</summary>
internal static class ModelsFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(System.IO.Path.Combine(at.FullName, "RulesRouter.sln")))
        {
            at = at.Parent;
        }

        return System.IO.Path.Combine(at!.FullName, "models", "classifier");
    }
}
