namespace RulesRouter.Suites.Tests;

/// <summary>A fact that needs Node.js, and is skipped with the reason where it is absent.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "node"))))
        {
            Skip = "node is not on the PATH";
        }
    }
}
