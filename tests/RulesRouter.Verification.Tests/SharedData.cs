namespace RulesRouter.Verification.Tests;

/// <summary>Outcome data outside the repository: in <c>shared</c> beside it, or at RULESROUTER_SHARED.</summary>
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

/// <summary>A test over real outcome data; skipped with a reason if absent.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() =>
        Skip = SharedData.Folder is null ? "no ../shared/data/evaluate beside the repository, and RULESROUTER_SHARED is not set" : null;
}
