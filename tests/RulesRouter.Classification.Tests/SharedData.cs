namespace RulesRouter.Classifiers.Tests;

/// <summary>The outcome data that are not part of the repository: beside it in <c>shared</c>, or where RULESROUTER_SHARED says.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Train => Path.Combine(Folder!, "data", "train");

    public static string SweBench => Path.Combine(Folder!, "data", "evaluate", "swebench-bashonly.jsonl.gz");

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RULESROUTER_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var beside = Path.Combine(at.FullName, "shared");
            if (Directory.Exists(Path.Combine(beside, "data", "train")))
            {
                return beside;
            }
        }

        return null;
    }
}
