namespace RulesRouter.Verification.Tests;

/// <summary>The outcome data that are not part of the repository: beside it in <c>shared</c>, or where RULESROUTER_SHARED says.</summary>
internal static class SharedData
{
    private static readonly string Outcomes = Path.Combine("data", "evaluate", "swebench-bashonly.jsonl.gz");

    public static string? Folder { get; } = Find();

    public static string SweBench => Path.Combine(Folder!, Outcomes);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RULESROUTER_SHARED") is { Length: > 0 } named)
        {
            return File.Exists(Path.Combine(named, Outcomes)) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var beside = Path.Combine(at.FullName, "shared");
            if (File.Exists(Path.Combine(beside, Outcomes)))
            {
                return beside;
            }
        }

        return null;
    }
}

/// <summary>A test over the real outcome data; skipped, with the reason, where there are none.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() =>
        Skip = SharedData.Folder is null ? "no ../shared/data/evaluate beside the repository, and RULESROUTER_SHARED is not set" : null;
}
