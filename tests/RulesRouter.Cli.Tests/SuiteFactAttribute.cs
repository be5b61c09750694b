using RulesRouter.Suites.Sandboxing;

namespace RulesRouter.Cli.Tests;

/// <summary>A fact that runs an evaluation suite, and is skipped with the reason where node or bubblewrap is absent.</summary>
internal sealed class SuiteFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Bubblewrap = new(
        () => Sandbox.Strongest(CommandLimits.Default, default).GetAwaiter().GetResult().Isolation == Isolation.Bubblewrap);

    public SuiteFactAttribute() => Skip =
        !IsOnPath("node") ? "node is not on the PATH"
        : !IsOnPath("git") ? "git is not on the PATH"
        : !HasBubblewrap ? "bubblewrap does not work on this machine"
        : null;

    public static bool HasBubblewrap => Bubblewrap.Value;

    public static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
